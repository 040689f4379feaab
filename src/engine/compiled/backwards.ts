import type { Body } from './body'
import { buffersFor, type Kept } from './forwards'
import { dependsOn, nodesOf, pairs, substitute, type Value } from './graph'
import { gatherFactors } from './gatherFactors'
import { hoistedProduct, hoistedSum } from './hoist'
import { leastToKeep } from './keep'
import { loop } from './loop'
import { add, filled, int, listOf, getItem, setItem, subtract } from './ops'
import type { Maybe } from './part'

export interface Backwards {
  /** What the forward loop is to keep. */
  readonly needs: readonly Value[]
  /**
   * @param dLast d L / d last state
   * @param dAll d L / d outputs of all steps, [times, …]
   * @returns d L / d weights, d L / d first state; and the rows of all steps, from which the products
   * among the first are computed
   */
  run(
    kept: Kept,
    dLast: readonly Maybe[],
    dAll: readonly Maybe[],
  ): { weights: Maybe[]; state: Value[]; rows: ReadonlySet<Value> }
}

/** The gradient of all steps, from the last to the first. */
export function backwards(name: string, times: number, body: Body): Backwards {
  const isBackward = dependsOn([...body.dNext, ...body.dOutputs].filter(isThere))
  const changes = dependsOn([...body.inputs, ...body.state])
  const gradients = gatherFactors([...body.dWeights, ...body.dState], isBackward)
  const dWeights = gradients.slice(0, body.dWeights.length)
  const dBefore = gradients.slice(body.dWeights.length)

  const varies = (value: Value) => isBackward(value) || changes(value)
  const products = dWeights.map((gradient) => gradient && hoistedProduct(gradient, varies))
  const inProducts = new Set(products.flatMap((product) => product?.keep ?? []))
  const hoisted = dWeights.map((gradient, i) => products[i] ?? (gradient && hoistedSum(gradient, inProducts)))
  const added = dWeights.filter((gradient, i) => gradient && !hoisted[i]).filter(isThere)
  const factors = [...inProducts]
  const results = [...dBefore, ...added, ...factors.filter(isBackward)].filter(isThere)
  const needed = [
    ...results,
    ...nodesOf(results).flatMap((node) => (node.outputs.some(isBackward) ? node.inputs : [])),
  ].filter((value) => !isBackward(value) && changes(value))
  const fromForward = factors.filter((value) => !isBackward(value))
  const forward = leastToKeep(needed, changes, new Set([...body.inputs, ...fromForward]))

  return {
    needs: [...new Set([...forward, ...fromForward])],
    run(kept, dLast, dAll) {
      const stored = factors.filter(isBackward)
      const sums = added.map(({ shape }) => filled(shape, 0))
      const dState = body.state.map(({ shape }, i) => dLast[i] ?? filled(shape, 0))
      const dOutputs = dAll.map((value) => value && listOf(value))
      const first = [...dState, ...sums, ...buffersFor(times, stored)]
      const after = loop(name, times, first, (forwardT, variables) => {
        const t = subtract(int(times - 1), forwardT)
        const now = new Map([
          ...forward.map((value) => [value, kept.at(value, t)] as const),
          ...pairs(body.dNext, variables),
          ...pairs(
            body.dOutputs,
            body.dOutputs.map((given, i) => {
              const list = dOutputs[i]
              return given && list && getItem(list, t, given.shape)
            }),
          ),
        ])
        const [rest, buffers] = [
          variables.slice(dState.length),
          variables.slice(dState.length + added.length),
        ]
        return [
          ...substitute(dBefore, now).map((value, i) => value ?? filled(body.state[i]?.shape ?? [], 0)),
          ...substitute(added, now).map((value, i) => add(rest[i] as Value, value)),
          ...substitute(stored, now).map((value, i) => setItem(buffers[i] as Value, t, value)),
        ]
      })
      const all = kept.with(pairs(stored, after.slice(dState.length + added.length)))
      const totals = pairs(added, after.slice(dState.length))
      const rows = new Map<Value, Value>()
      const stacked = (value: Value): Value => {
        const known = rows.get(value) ?? all.stacked(value)
        rows.set(value, known)
        return known
      }
      const weights = dWeights.map(
        (gradient, i) => hoisted[i]?.total(stacked) ?? (gradient && totals.get(gradient)),
      )
      return { weights, state: after.slice(0, dState.length), rows: new Set(rows.values()) }
    },
  }
}

const isThere = (value: Maybe): value is Value => value !== undefined
