import { makeValue, nodesOf, rewrite, type Node, type Value } from './graph'

/**
 * (g a) b becomes g (a b) where only g belongs to the gradient: a b is then computed, and kept, by the forward
 * steps, and the backward ones multiply once.
 */
export function gatherFactors<V extends Value | undefined>(
  values: readonly V[],
  isBackward: (value: Value) => boolean,
): V[] {
  const there = values.filter((value) => value !== undefined)
  const uses = new Map<Value, number>()
  for (const value of [...there, ...nodesOf(there).flatMap(({ inputs }) => inputs)])
    uses.set(value, (uses.get(value) ?? 0) + 1)

  /** The gradient and the factor of a product of the two, of one shape. */
  const factorsOf = (node: Node | undefined, inputs: readonly Value[]): [Value, Value] | undefined => {
    const [a, b] = node?.op === 'Mul' ? inputs : []
    if (!a || !b || a.shape.join() !== b.shape.join() || isBackward(a) === isBackward(b)) return undefined
    return isBackward(a) ? [a, b] : [b, a]
  }
  return rewrite(values, new Map(), (node, inputs) => {
    const outer = factorsOf(node, inputs)
    if (!outer) return undefined
    const [product, b] = outer
    const inner = factorsOf(product.node, product.node?.inputs ?? [])
    const [before] = factorsOf(node, node.inputs) ?? []
    if (!inner || (before && uses.get(before) !== 1)) return undefined
    const [g, a] = inner
    return [makeValue('Mul', [g, makeValue('Mul', [a, b], b)], g)]
  })
}
