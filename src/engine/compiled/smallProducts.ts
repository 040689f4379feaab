import { flag, makeValue, rewrite, type Value } from './graph'
import { ints, reshape, sum } from './ops'

/** Beyond so many terms XLA no longer unrolls a sum, and its products are faster. */
export const MOST_TERMS = 32
/** Products with more rows and columns than these are as fast, if nothing is to be transposed. */
const FEW = 8

/**
 * Batched products of few terms, [B, m, k] [B, k, n], as multiply and sum: XLA makes loops of its own of them, where
 * its products of such small matrices cost up to twelve times as much.
 */
export function smallProducts<V extends Value | undefined>(values: readonly V[]): V[] {
  return rewrite(values, new Map(), (node, inputs) => {
    const [a, b] = inputs
    const [output] = node.outputs
    if (node.op !== 'BatchMatMulV2' || !a || !b || a.shape.length !== 3 || output?.shape.length !== 3)
      return undefined
    if (a.shape[0] !== b.shape[0]) return undefined
    const [batch = 0, m = 0, n = 0] = output.shape
    const left = flag(node, 'adj_x')
    const k = a.shape[left ? 1 : 2] ?? 0
    const right = flag(node, 'adj_y')
    if (k > MOST_TERMS || (!left && !right && Math.min(m, n) > FEW)) return undefined
    const y = right ? transposed(b) : b
    const terms = left
      ? multiplied(reshape(a, [batch, k, m, 1]), reshape(y, [batch, k, 1, n]), [batch, k, m, n])
      : multiplied(reshape(a, [batch, m, k, 1]), reshape(y, [batch, 1, k, n]), [batch, m, k, n])
    return [sum(terms, [left ? 1 : 2])]
  })
}

const multiplied = (a: Value, b: Value, shape: readonly number[]): Value =>
  makeValue('Mul', [a, b], { shape, dtype: a.dtype })

const transposed = (value: Value): Value => {
  const [batch = 0, rows = 0, columns = 0] = value.shape
  return makeValue('Transpose', [value, ints([0, 2, 1])], {
    shape: [batch, columns, rows],
    dtype: value.dtype,
  })
}
