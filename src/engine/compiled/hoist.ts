import { flag, type Value } from './graph'
import { constantOf, joined } from './joined'
import { concat, filled, reshape, sum, transposedProduct } from './ops'

/** A sum over the steps of a loop, computed after it from what the steps leave in buffers. */
export interface Hoisted {
  /** The values of one step to be kept. */
  readonly keep: readonly Value[]
  /** @param stacked the [times, …] of a kept value */
  total(stacked: (value: Value) => Value): Value
}

/**
 * The gradient of a weight matrix without a product in every step: Σ_t a_tᵀ g_t is one product over the rows
 * of all steps. Undefined for a gradient of any other form.
 */
export function hoistedProduct(
  { node }: Value,
  varies: (value: Value) => boolean = () => true,
): Hoisted | undefined {
  const [a, b] = node?.op === 'MatMul' || node?.op === 'BatchMatMulV2' ? node.inputs : []
  if (!node || !a || !b || a.shape.length !== 2 || b.shape.length !== 2) return undefined
  const left = flag(node, 'transpose_a', 'adj_x') ? a : transposed(a)
  const right = flag(node, 'transpose_b', 'adj_y') ? transposed(b) : b
  if (!left || !right) return undefined
  // What several inputs were joined to need not be kept beside the inputs.
  const parts = joined(left)
  return {
    keep: [...parts.filter(varies), right],
    total: (stacked) => {
      const columns = rowsOf(stacked(right))
      // Rows that are the same in every step meet the sum of all steps.
      const summed = () => sum(stacked(right), [0])
      return concat(
        parts.map((part) =>
          varies(part)
            ? transposedProduct(rowsOf(stacked(part)), columns)
            : transposedProduct(part, summed()),
        ),
        0,
      )
    },
  }
}

/** The gradient of a bias: Σ_t Σ_rows g_t is one sum over what a product keeps anyway. */
export function hoistedSum({ node }: Value, kept: ReadonlySet<Value>): Hoisted | undefined {
  const [g, axes] = node?.op === 'Sum' ? node.inputs : []
  if (!g || !axes || !kept.has(g) || g.shape.length !== 2) return undefined
  const over = constantOf(axes)
  if (over?.length !== 1 || over[0] !== 0) return undefined
  return {
    keep: [g],
    total: (stacked) => {
      const rows = rowsOf(stacked(g))
      const ones = filled([rows.shape[0] ?? 0, 1], 1)
      return reshape(transposedProduct(ones, rows), g.shape.slice(1))
    },
  }
}

/** What `value` is the transpose of. */
function transposed({ node }: Value): Value | undefined {
  const [of, axes] = node?.op === 'Transpose' ? node.inputs : []
  return of && axes && constantOf(axes)?.join() === '1,0' ? of : undefined
}

/** [times, rows, columns] → [times · rows, columns] */
const rowsOf = (stacked: Value): Value => {
  const [times = 0, rows = 0, columns = 0] = stacked.shape
  return reshape(stacked, [times * rows, columns])
}
