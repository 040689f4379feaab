import { makeValue, rewrite, type Value } from './graph'
import { joined } from './joined'
import { add, concat, ints } from './ops'

/**
 * [a b] W becomes a W₁ + b W₂ where only one of the two varies from step to step: the other product is then
 * computed once, before the loop.
 */
export function splitProducts<V extends Value | undefined>(
  values: readonly V[],
  varies: (value: Value) => boolean,
): V[] {
  return rewrite(values, new Map(), (node, inputs) => {
    const [a, w] = node.op === 'MatMul' || node.op === 'BatchMatMulV2' ? inputs : []
    const [output] = node.outputs
    if (!a || !w || !output || varies(w) || w.shape.length !== 2 || output.shape.length !== 2)
      return undefined
    if (w.shape[1] !== output.shape[1] || a.shape[1] !== w.shape[0]) return undefined
    const parts = joined(a)
    if (parts.every(varies) || !parts.some(varies)) return undefined
    const columns = w.shape[1] ?? 0
    let from = 0
    const rows = new Map<Value, Value>()
    for (const part of parts) {
      const count = part.shape[1] ?? 0
      const shape = { shape: [count, columns], dtype: w.dtype }
      rows.set(part, makeValue('Slice', [w, ints([from, 0]), ints([count, columns])], shape))
      from += count
    }
    const product = (some: readonly Value[]): Value =>
      makeValue(
        'MatMul',
        [
          concat(some, 1),
          concat(
            some.map((part) => rows.get(part) as Value),
            0,
          ),
        ],
        output,
      )
    return [add(product(parts.filter((part) => !varies(part))), product(parts.filter(varies)))]
  })
}
