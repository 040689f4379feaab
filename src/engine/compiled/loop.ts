import { dependsOn, makeFn, makeNode, nodesOf, sizeOf, substitute, Value, type Fn } from './graph'
import { add, int, less, reshape } from './ops'

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
  const carried = first.map(rowsOf)
  const inside = [int(0), ...carried].map(({ shape, dtype }) => new Value(shape, dtype))
  const [t, ...variables] = inside as [Value, ...Value[]]
  const seen = variables.map((variable, i) => reshaped(variable, first[i]?.shape ?? []))
  const next = [add(t, int(1)), ...body(t, seen).map(rowsOf)]

  const outside = invariantsOf(next, inside)
  const args = outside.map(({ shape, dtype }) => new Value(shape, dtype))
  const results = substitute(next, new Map(outside.map((value, i) => [value, args[i] as Value])))
  const bodyFn: Fn = { name: `${name}_body`, args: [...inside, ...args], results: [...results, ...args] }
  const goesOn = makeFn(`${name}_goes_on`, bodyFn.args, ([t]) => [less(t as Value, int(times))])
  const loop = makeNode('StatelessWhile', [int(0), ...carried, ...outside], bodyFn.results, {
    cond: { calls: goesOn },
    body: { calls: bodyFn },
  })
  return first.map(({ shape }, i) => reshaped(loop.outputs[1 + i] as Value, shape))
}

/** Variables travel as rows, [B, C·H·W] instead of [B, C, H, W]: see {@link flatten}. */
const rowsOf = (value: Value): Value =>
  value.shape.length < 3 ? value : reshaped(value, [value.shape[0] ?? 1, sizeOf(value.shape.slice(1))])
const reshaped = (value: Value, shape: readonly number[]): Value =>
  value.shape.join() === shape.join() ? value : reshape(value, shape)

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
