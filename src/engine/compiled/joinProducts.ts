import { flag, makeValue, nodesOf, rewrite, type Node, type Value } from './graph'
import { concat, ints } from './ops'

/** Products with fewer columns, or terms, than these take XLA longer to begin than to compute. */
const FEW = 64

/**
 * Small products that belong together as one: a W₁ and a W₂ as columns of a [W₁ W₂], and a W₁ + b W₂ as [a b] [W₁ ; W₂].
 * @param varies whether a value differs from step to step; the weights, joined once, do not
 */
export function joinProducts<V extends Value | undefined>(
  values: readonly V[],
  varies: (value: Value) => boolean,
): V[] {
  return summedProducts(sharedProducts(values, varies), varies)
}

/** a W₁, a W₂ → columns of a [W₁ W₂] */
function sharedProducts<V extends Value | undefined>(
  values: readonly V[],
  varies: (value: Value) => boolean,
): V[] {
  const byLeft = new Map<Value, Product[]>()
  for (const node of nodesOf(values.filter((value) => value !== undefined))) {
    const product = productOf(node.outputs[0], varies)
    if (product && columnsOf(product) < FEW)
      byLeft.set(product.a, [...(byLeft.get(product.a) ?? []), product])
  }
  const places = new Map<Node, { w: Value; from: number }>()
  for (const products of [...byLeft.values()].filter(({ length }) => length > 1)) {
    const w = concat(
      products.map(({ w }) => w),
      1,
    )
    let from = 0
    for (const product of products) {
      if (product.output.node) places.set(product.output.node, { w, from })
      from += columnsOf(product)
    }
  }
  const made = new Map<Value, Value>()
  return rewrite(values, new Map(), (node, [a]) => {
    const place = places.get(node)
    const [output] = node.outputs
    if (!place || !output || !a) return undefined
    const { w, from } = place
    const shape = [output.shape[0] ?? 0, w.shape[1] ?? 0]
    const product = made.get(w) ?? makeValue('MatMul', [a, w], { shape, dtype: output.dtype })
    made.set(w, product)
    return [makeValue('Slice', [product, ints([0, from]), ints(output.shape)], output)]
  })
}

/** x + a W₁ + b W₂ → x + [a b] [W₁ ; W₂] */
function summedProducts<V extends Value | undefined>(
  values: readonly V[],
  varies: (value: Value) => boolean,
): V[] {
  const few = (value: Value | undefined): Product | undefined => {
    const product = productOf(value, varies)
    return product && (product.w.shape[0] ?? 0) < FEW ? product : undefined
  }
  return rewrite(values, new Map(), (node, inputs) => {
    const [sum, last] = isSum(node) ? inputs : []
    const second = few(last)
    if (!sum || !second) return undefined
    const [rest, before] = sum.node && isSum(sum.node) ? sum.node.inputs : [undefined, sum]
    const first = few(before)
    if (!first) return undefined
    const joined = makeValue(
      'MatMul',
      [concat([first.a, second.a], 1), concat([first.w, second.w], 0)],
      first.output,
    )
    return [rest ? makeValue('AddV2', [rest, joined], joined) : joined]
  })
}

interface Product {
  readonly a: Value
  readonly w: Value
  readonly output: Value
}

/** A plain product of rows with weights. */
function productOf(output: Value | undefined, varies: (value: Value) => boolean): Product | undefined {
  const node = output?.node
  const [a, w] = node && ['MatMul', 'BatchMatMulV2'].includes(node.op) ? node.inputs : []
  if (!node || !output || !a || !w || varies(w) || !varies(a) || output.shape.length !== 2) return undefined
  return flag(node, 'adj_x', 'adj_y', 'transpose_a', 'transpose_b') ? undefined : { a, w, output }
}

const columnsOf = ({ w }: Product): number => w.shape[1] ?? 0
const isSum = ({ op }: Node): boolean => op === 'Add' || op === 'AddV2'
