import { makeValue, nodesOf, rewrite, sizeOf, type Node, type Value } from './graph'
import { constantOf } from './joined'
import { ints, reshape } from './ops'

/**
 * Leaves out columns of a product that nobody looks at: where rows are split and some of the parts are not used, as
 * the gradient by an image is not.
 */
export function trimProducts<V extends Value | undefined>(values: readonly V[]): V[] {
  const sliced = rewrite(values, new Map(), (node, inputs) => {
    const [whole, sizes, axis] = node.op === 'SplitV' ? inputs : []
    const widths = constantOf(sizes)
    if (!whole || !widths || constantOf(axis)?.join() !== '1') return undefined
    return widths.map((width, i) => columns(whole, total(widths.slice(0, i)), width))
  })

  const seen = new Map<Node, { from: number; to: number }>()
  const there = sliced.filter((value) => value !== undefined)
  const whole = new Set(there.map(({ node }) => node))
  for (const node of nodesOf(there)) {
    const slice = columnsOf(node)
    for (const { node: product } of slice ? [slice.of] : node.inputs) {
      if (!slice || !product) whole.add(product)
      else {
        const { from, to } = seen.get(product) ?? slice
        seen.set(product, { from: Math.min(from, slice.from), to: Math.max(to, slice.to) })
      }
    }
  }
  const done = new Map<Node, Value | undefined>()
  return rewrite(sliced, new Map(), (node) => {
    const slice = columnsOf(node)
    const product = slice?.of.node
    const hull = product && !whole.has(product) ? seen.get(product) : undefined
    if (!slice || !product || !hull) return undefined
    if (!done.has(product)) done.set(product, trim(product, hull.from, hull.to - hull.from))
    const trimmed = done.get(product)
    return trimmed && [columns(trimmed, slice.from - hull.from, slice.to - slice.from)]
  })
}

/** a (columns of W) for columns of a W; undefined for what is no such product. */
function trim(product: Node, from: number, width: number): Value | undefined {
  const [a, w] = product.op === 'MatMul' || product.op === 'BatchMatMulV2' ? product.inputs : []
  const [output] = product.outputs
  if (!a || !w || !output || w.shape.length !== 2 || w.shape[1] !== output.shape[1]) return undefined
  if (Object.values(product.attrs).some((attr) => 'bool' in attr && attr.bool)) return undefined
  const shape = [output.shape[0] ?? 0, width]
  return makeValue(product.op, [a, columns(w, from, width)], { shape, dtype: output.dtype }, product.attrs)
}

/** `width` columns of `value`, [rows, columns, …], counted from `from`. */
function columns(value: Value, from: number, width: number): Value {
  const [rows = 0, all = 0, ...rest] = value.shape
  if (width === all) return value
  const { node } = value
  const [of] = node?.inputs ?? []
  if (node?.op === 'Reshape' && of?.shape.length === 2 && of.shape[0] === rows) {
    const each = sizeOf(rest)
    return reshape(columns(of, from * each, width * each), [rows, width, ...rest])
  }
  const slice = node && columnsOf(node)
  if (slice) return columns(slice.of, slice.from + from, width)
  const shape = [rows, width, ...rest]
  return makeValue('Slice', [value, ints([0, from, ...rest.map(() => 0)]), ints(shape)], {
    shape,
    dtype: value.dtype,
  })
}

/** Which columns of what a slice of whole columns takes. */
function columnsOf({ op, inputs, outputs }: Node): { of: Value; from: number; to: number } | undefined {
  const [of, begin] = op === 'Slice' ? inputs : []
  const [output] = outputs
  const start = constantOf(begin)
  if (!of || !output || !start || of.shape.length < 2) return undefined
  const others = of.shape.every((size, axis) => axis === 1 || size === output.shape[axis])
  const [, from = 0] = start
  return others ? { of, from, to: from + (output.shape[1] ?? 0) } : undefined
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
