import { flag, makeValue, rewrite, type Value } from './graph'
import { constantOf } from './joined'
import { filled, reshape, sum } from './ops'

/**
 * Sums over rows of what is a sum itself as products with ones, and sums over several axes as one over the last and
 * such a product: XLA would make a single sum of two, adding all up anew for every one that uses the first, and takes
 * three times as long over two axes as over one.
 */
export function sumsOfSums<V extends Value | undefined>(values: readonly V[]): V[] {
  return rewrite(values, new Map(), (node, inputs) => {
    const [of, axes] = node.op === 'Sum' ? inputs : []
    const over = constantOf(axes)
    const [output] = node.outputs
    if (!of || !over || !output || flag(node, 'keep_dims')) return undefined
    const rank = of.shape.length
    const isRow = over.length === rank - 1 && !over.includes(0)
    if (!isRow || rank < 2 || (rank === 2 && !isSum(of))) return undefined
    const rows =
      rank === 2
        ? of
        : sum(
            of,
            over.filter((axis) => axis > 1),
          )
    const ones = filled([rows.shape[1] ?? 0, 1], 1)
    const product = { shape: [rows.shape[0] ?? 0, 1], dtype: of.dtype }
    return [reshape(makeValue('MatMul', [rows, ones], product), output.shape)]
  })
}

const isSum = ({ node }: Value): boolean => {
  const [input] = node?.inputs ?? []
  return (
    node?.op === 'Sum' || (['Reshape', 'Neg'].includes(node?.op ?? '') && input !== undefined && isSum(input))
  )
}
