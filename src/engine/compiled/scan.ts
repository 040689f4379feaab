import type { Tensor } from '@tensorflow/tfjs-core'
import { backwards } from './backwards'
import { bodyOf } from './body'
import { cutAfter } from './cut'
import { dedupe } from './dedupe'
import { forwards } from './forwards'
import { nodesOf, pairs, substitute, Value, type Fn, type Type } from './graph'
import { add, call, constant, filled } from './ops'
import { grouped, type Maybe } from './part'
import { traceScan } from './tracedScan'
import type { Tree } from './tree'

export type Named<T> = Readonly<Record<string, T>>

/**
 * A computation that does the same step over and over, each from the state that the last one left.
 *
 * Its functions are run by tfjs to be traced, with tensors of the right shapes and any numbers.
 */
export interface Scan {
  readonly times: number
  /** Shapes of what is learned. */
  readonly params: Named<readonly number[]>
  /** Shapes of what every step sees. */
  readonly data: Named<readonly number[]>
  /** Shapes of what one step sees of each input, [times, …]: of what differs from step to step. */
  readonly inputs: Named<readonly number[]>
  /** Done once, before the steps. */
  prepare(params: Named<Tensor>): { weights: Tree; state: Tree }
  step(weights: Tree, data: Named<Tensor>, inputs: Named<Tensor>, state: Tree): { state: Tree; outputs: Tree }
  /** Done once, after the steps. @param outputs [times, …], those of all steps */
  finish(weights: Tree, data: Named<Tensor>, last: Tree, outputs: Tree): Named<Tensor>
}

export interface CompiledScan {
  readonly results: readonly string[]
  /** (params, data, inputs) → results, gradients by the params; each in the scan's own order. */
  call(args: readonly Value[]): Value[]
}

/**
 * A scan, and, when `loss` is one of its results, the gradient of it by the params, as one function.
 *
 * The steps are one loop, their gradients another that runs backwards. What the second needs of the first lies
 * in buffers of [times, …].
 */
export function compileScan(
  name: string,
  scan: Scan,
  { loss, xla }: { loss?: string; xla: boolean },
): CompiledScan {
  const { prepare, step, finish, names } = traceScan(scan, loss)
  const groups = [scan.params, scan.data, inputsOf(scan)].map((shapes) =>
    Object.values(shapes).map((shape): Type => ({ shape, dtype: 'float32' })),
  )

  let handed: ReadonlySet<Value> = new Set()
  const whole = (args: readonly Value[]): Value[] => {
    const [params = [], data = [], inputs = []] = grouped(args, groups)

    const ready = substitute(prepare.results, pairs(prepare.args[0] ?? [], params))
    const body = bodyOf(step, ready, data, xla)
    const weights = ready.slice(0, ready.length - body.state.length)
    const first = body.enter(ready.slice(weights.length)) as Value[]

    const [weightArgs = [], dataArgs = [], lastArgs = [], allArgs = []] = finish.args
    const used = new Set(
      nodesOf([...finish.results, ...finish.gradients.flat().filter((value) => value !== undefined)])
        .flatMap(({ inputs }) => inputs)
        .concat(finish.results),
    )
    const seen = body.outputs.filter((_, i) => used.has(allArgs[i] as Value))
    const gradient = loss === undefined ? undefined : backwards(`${name}_backwards`, scan.times, body)
    const { last, kept } = forwards(`${name}_forwards`, scan.times, body, first, inputs, [
      ...seen,
      ...(gradient?.needs ?? []),
    ])

    const at = new Map([
      ...pairs(weightArgs, weights),
      ...pairs(dataArgs, data),
      ...pairs(lastArgs, body.leave(last)),
      ...pairs(
        allArgs,
        body.outputs.map((value) => (seen.includes(value) ? kept.stacked(value) : undefined)),
      ),
      ...pairs(
        finish.given,
        finish.given.map(() => one),
      ),
    ])
    const results = substitute(finish.results, at)
    if (!gradient) return results
    const [dFinish = [], , dLast = [], dAll = []] = finish.gradients.map((group) => substitute(group, at))
    const { weights: dSteps, state: dFirst, rows } = gradient.run(kept, body.enter(dLast), dAll)
    handed = rows
    const dWeights = dSteps.map((d, i) => sumOf(d, dFinish[i]))
    const gradients = substitute(
      prepare.gradients[0] ?? [],
      new Map([
        ...pairs(prepare.args[0] ?? [], params),
        ...pairs(prepare.given, [...dWeights, ...body.leave(dFirst)]),
      ]),
    )
    return [...results, ...gradients.map((gradient, i) => gradient ?? filled(params[i]?.shape ?? [], 0))]
  }
  const args = groups.flat().map(({ shape, dtype }) => new Value(shape, dtype))
  const { first, rest } = cutAfter(whole(args), handed)
  const fn: Fn = { name, args, results: dedupe(first), xla }
  return { results: names, call: (given) => rest(call(fn, given), pairs(args, given)) }
}

/** Shapes of what the whole scan is given of each input. */
export const inputsOf = ({ times, inputs }: Scan): Named<readonly number[]> =>
  Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, [times, ...shape]]))

/** a + b, where undefined is 0. */
const sumOf = (a: Maybe, b: Maybe): Maybe => (a && b ? add(a, b) : (a ?? b))

const one = constant(Float32Array.of(1), [], 'float32')
