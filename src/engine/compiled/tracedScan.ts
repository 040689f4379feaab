import { tidy, zeros, type Tensor } from '@tensorflow/tfjs-core'
import type { DType, Type } from './graph'
import { tracePart, type Part } from './part'
import type { Named, Scan } from './scan'
import { leavesOf, treeOf } from './tree'

/** The parts of a scan, each a function of its own. */
export interface TracedScan {
  /** (params) → weights, state */
  readonly prepare: Part
  /** (weights, data, inputs, state) → state, outputs */
  readonly step: Part
  /** (weights, data, state, outputs of all steps) → results */
  readonly finish: Part
  /** Names of the results. */
  readonly names: readonly string[]
}

/** @param loss the result, one number, to take the gradient of by the params */
export function traceScan(scan: Scan, loss?: string): TracedScan {
  const [params, data, inputs] = [scan.params, scan.data, scan.inputs].map((shapes) =>
    Object.values(shapes).map(float),
  ) as [Type[], Type[], Type[]]
  const named = (like: Named<unknown>, tensors: readonly Tensor[]) =>
    Object.fromEntries(Object.keys(like).map((name, i) => [name, tensors[i] as Tensor]))

  const prepare = (p: readonly Tensor[]) => scan.prepare(named(scan.params, p))
  // Run once for the shapes of what the parts hand on. The trees outlive their tensors.
  const like = run(() => {
    const { weights, state } = prepare(params.map(empty))
    const sees = named(scan.data, data.map(empty))
    const { outputs } = scan.step(weights, sees, named(scan.inputs, inputs.map(empty)), state)
    const all = treeOf(outputs, leavesOf(outputs).map(typeOf).map(timesMore(scan.times)).map(empty))
    return { weights, state, outputs, results: scan.finish(weights, sees, state, all) }
  })
  const [weights, state, outputs, results] = [like.weights, like.state, like.outputs, like.results].map(
    (tree) => leavesOf(tree).map(typeOf),
  ) as [Type[], Type[], Type[], Type[]]
  const names = Object.keys(like.results)

  const back = (by: number[], results: readonly Type[], counts: readonly unknown[]) =>
    loss === undefined
      ? undefined
      : { by, results: results.map((type, i) => ({ ...type, counts: Boolean(counts[i]) })) }

  const finish = tracePart(
    [weights, data, state, outputs.map(timesMore(scan.times))],
    (w = [], d = [], s = [], o = []) =>
      leavesOf(
        scan.finish(
          treeOf(like.weights, w),
          named(scan.data, d),
          treeOf(like.state, s),
          treeOf(like.outputs, o),
        ),
      ),
    back(
      [0, 2, 3],
      results,
      names.map((name) => name === loss),
    ),
  )
  const step = tracePart(
    [weights, data, inputs, state],
    (w = [], d = [], x = [], s = []) => {
      const next = scan.step(
        treeOf(like.weights, w),
        named(scan.data, d),
        named(scan.inputs, x),
        treeOf(like.state, s),
      )
      return [...leavesOf(next.state), ...leavesOf(next.outputs)]
    },
    back([0, 3], [...state, ...outputs], [...state.map(() => true), ...(finish.gradients[3] ?? [])]),
  )
  const used = weights.map((_, i) => step.gradients[0]?.[i] ?? finish.gradients[0]?.[i])
  const preparing = tracePart(
    [params],
    (p = []) => {
      const { weights, state } = prepare(p)
      return [...leavesOf(weights), ...leavesOf(state)]
    },
    back([0], [...weights, ...state], [...used, ...state.map(() => true)]),
  )
  return { prepare: preparing, step, finish, names }
}

function run<T>(body: () => T): T {
  let result: { value: T } | undefined
  tidy(() => {
    result = { value: body() }
  })
  return (result as unknown as { value: T }).value
}

const float = (shape: readonly number[]): Type => ({ shape, dtype: 'float32' })
const empty = ({ shape }: Type): Tensor => zeros([...shape])
const typeOf = ({ shape, dtype }: Tensor): Type => ({ shape, dtype: dtype as DType })
const timesMore =
  (times: number) =>
  ({ shape, dtype }: Type): Type => ({ shape: [times, ...shape], dtype })
