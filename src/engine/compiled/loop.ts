import { dependsOn, makeFn, makeNode, nodesOf, substitute, Value, type Fn } from './graph'
import { add, int, less } from './ops'

/**
 * `body` done `times` times over: t = 0 … times − 1.
 *
 * Whatever the body uses that changes with neither t nor the variables is computed once, before the loop.
 * @param body from t and the variables to their next values
 * @returns the variables' last values
 */
export function loop(
  name: string,
  times: number,
  first: readonly Value[],
  body: (t: Value, variables: Value[]) => readonly Value[],
): readonly Value[] {
  const inside = [int(0), ...first].map(({ shape, dtype }) => new Value(shape, dtype))
  const [t, ...variables] = inside as [Value, ...Value[]]
  const next = [add(t, int(1)), ...body(t, variables)]

  const outside = invariantsOf(next, inside)
  const args = outside.map(({ shape, dtype }) => new Value(shape, dtype))
  const results = substitute(next, new Map(outside.map((value, i) => [value, args[i] as Value])))
  const bodyFn: Fn = { name: `${name}_body`, args: [...inside, ...args], results: [...results, ...args] }
  const goesOn = makeFn(`${name}_goes_on`, bodyFn.args, ([t]) => [less(t as Value, int(times))])
  const loop = makeNode('StatelessWhile', [int(0), ...first, ...outside], bodyFn.results, {
    cond: { calls: goesOn },
    body: { calls: bodyFn },
  })
  return loop.outputs.slice(1, 1 + first.length)
}

/** What varying nodes use that does not vary itself; constants are no matter, they are written anew. */
function invariantsOf(results: readonly Value[], varying: readonly Value[]): Value[] {
  const varies = dependsOn(varying)
  const used = [
    ...results,
    ...nodesOf(results)
      .filter(({ outputs }) => outputs.some(varies))
      .flatMap(({ inputs }) => inputs),
  ]
  return [...new Set(used)].filter((value) => !varies(value) && value.node?.op !== 'Const')
}
