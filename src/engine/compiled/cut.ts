import { dependsOn, nodesOf, substitute, type Value } from './graph'

/** A computation in two parts, the second from what the first hands on. */
export interface Cut {
  /** Results of the first part. */
  readonly first: readonly Value[]
  /**
   * The whole's results.
   * @param given what the first part gave
   * @param args what stands for arguments of the whole in the second part
   */
  rest(given: readonly Value[], args: ReadonlyMap<Value, Value>): Value[]
}

/** Cuts `results` after `handed`: whatever is computed from one of them is the second part. */
export function cutAfter(results: readonly Value[], handed: ReadonlySet<Value>): Cut {
  const depends = dependsOn(handed)
  const isLate = (value: Value) => depends(value) && !handed.has(value)
  const used = nodesOf(results).flatMap(({ inputs, outputs }) => (outputs.some(isLate) ? inputs : []))
  const isMade = ({ node }: Value) => node !== undefined && node.op !== 'Const'
  const first = [...new Set([...results, ...used.filter(isMade)])].filter((value) => !isLate(value))
  return {
    first,
    rest: (given, args) =>
      substitute(
        results,
        new Map([...args, ...first.map((value, i) => [value, given[i] as Value] as const)]),
      ),
  }
}
