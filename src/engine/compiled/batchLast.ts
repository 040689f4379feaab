import { ELEMENTWISE } from './flatten'
import { flag, makeNode, makeValue, nodesOf, sizeOf, type Node, type Shape, type Value } from './graph'
import { constantOf } from './joined'
import { int, ints, reshape, sum } from './ops'
import { MOST_TERMS } from './smallProducts'

/** Fewer images than these leave XLA's loops, along the last axis, too little to do at once. */
const FEWEST_IMAGES = 16

/** A state of images as the loop carries it, [B, C, H, W] → [C·H·W, B]. */
export const carried = (image: Value): Value => reshape(turn(image), carriedShape(image.shape))
export const carriedShape = ([batch = 1, ...shape]: Shape): Shape => [sizeOf(shape), batch]
/** Back to `shape`. */
export const landed = (value: Value, shape: Shape): Value => turnBack(reshape(value, turnedShape(shape)))

/** [B, …] → […, B] */
const turn = (value: Value): Value => moved(value, turnedShape(value.shape), [...rest(value.shape), 0])
/** […, B] → [B, …] */
const turnBack = (value: Value): Value => {
  const last = value.shape.length - 1
  return moved(value, [value.shape[last] ?? 1, ...value.shape.slice(0, last)], [last, ...Array(last).keys()])
}
const turnedShape = ([batch, ...shape]: Shape): Shape => (batch === undefined ? [] : [...shape, batch])

/**
 * Whether {@link batchLast} can compute `values` and it pays: images are filtered by batched products of few terms,
 * and by nothing it does not know.
 */
export function canTurn(values: readonly (Value | undefined)[]): boolean {
  const nodes = nodesOf(values.filter((value) => value !== undefined))
  const large = nodes.filter((node) => node.outputs.some(isLarge) && node.op !== 'Const')
  const products = large.filter(({ op }) => op === 'BatchMatMulV2')
  return (
    products.some(({ outputs }) => (outputs[0]?.shape[0] ?? 0) >= FEWEST_IMAGES) &&
    large.every((node) => ruleOf(node) !== undefined)
  )
}

/**
 * Computes images and filterbanks with the batch as their last axis, [C, H, W, B] for [B, C, H, W], and their products
 * as multiply and sum. XLA's loops run along the last axis: over 28 pixels they compute number by number, and every
 * other product wants one of its sides transposed.
 * @param given values that are given as the loop carries them
 * @param wanted which values to return so
 */
export function batchLast<V extends Value | undefined>(
  values: readonly V[],
  given: ReadonlyMap<Value, Value>,
  wanted: (index: number) => boolean,
): V[] {
  const forms = new Forms(given)
  return values.map(
    (value, i) =>
      value && (wanted(i) ? reshape(forms.turned(value), carriedShape(value.shape)) : forms.straight(value)),
  ) as V[]
}

/** Every value in up to two forms, each computed when it is asked for. */
class Forms {
  private readonly straightNodes = new Map<Node, readonly Value[]>()
  private readonly turnedNodes = new Map<Node, readonly Value[]>()
  private readonly moves = new Map<Value, Value>()
  private readonly likes = new Map<Value, boolean>()

  constructor(private readonly given: ReadonlyMap<Value, Value>) {}

  straight(value: Value): Value {
    const { node } = value
    const small = !isLarge(value) && node && isElementwise(node)
    if (!small && this.likesTurned(value)) return this.move(value, () => turnBack(this.turned(value)))
    if (!node) return value
    const known = this.straightNodes.get(node)
    const inputs = known ? [] : node.inputs.map((input) => this.straight(input))
    const same = inputs.every((input, i) => input === node.inputs[i])
    const outputs =
      known ?? (same ? node.outputs : makeNode(node.op, inputs, node.outputs, node.attrs, node.after).outputs)
    this.straightNodes.set(node, outputs)
    return outputs[value.index] as Value
  }

  turned(value: Value): Value {
    const { node } = value
    const there = this.given.get(value)
    if (there) return reshape(there, turnedShape(value.shape))
    const rule =
      node && (this.likesTurned(value) || (!isOne(value) && this.isThin(value))) ? ruleOf(node) : undefined
    if (!node || !rule) return this.move(value, () => turn(this.straight(value)))
    const known = this.turnedNodes.get(node) ?? rule(node, this)
    this.turnedNodes.set(node, known)
    return known[value.index] as Value
  }

  /** What is large, and what follows from it: less is then turned back. */
  private likesTurned(value: Value): boolean {
    const { node } = value
    if (this.given.has(value)) return true
    if (!node || value.shape.length === 0) return false
    const known = this.likes.get(value)
    if (known !== undefined) return known
    const follows = isElementwise(node) || ['Sum', 'Reshape', 'ExpandDims'].includes(node.op)
    const is =
      ruleOf(node) !== undefined &&
      (isLarge(value) || (follows && node.inputs.some((input) => this.likesTurned(input))))
    this.likes.set(value, is)
    return is
  }

  /** Made of one number an image, element by element. */
  private isThin({ node, shape }: Value): boolean {
    const ofOne = (input: Value) => input.shape.length < shape.length || isOne(input) || this.isThin(input)
    return node !== undefined && isElementwise(node) && node.inputs.every(ofOne)
  }

  private move(value: Value, how: () => Value): Value {
    const known = this.moves.get(value) ?? how()
    this.moves.set(value, known)
    return known
  }
}

type Rule = (node: Node, forms: Forms) => readonly Value[]

/** How to compute a node turned; undefined where it has to do with the batch or is not known. */
function ruleOf(node: Node): Rule | undefined {
  const [output] = node.outputs
  const [input] = node.inputs
  if (!output || !input) return undefined
  if (isElementwise(node)) return elementwise
  const sameBatch = input.shape.length > 0 && output.shape.length > 0 && input.shape[0] === output.shape[0]
  if (!sameBatch) return undefined
  if (node.op === 'Reshape' || node.op === 'ExpandDims') return reshaped
  if (node.op === 'Sum') return constantOf(node.inputs[1])?.includes(0) === false ? summed : undefined
  if (!isLarge(output)) return undefined
  if (node.op === 'Transpose') return constantOf(node.inputs[1])?.[0] === 0 ? transposed : undefined
  if (node.op === 'SplitV') return constantOf(node.inputs[2])?.[0] !== 0 ? splitted : undefined
  if (node.op === 'ConcatV2') return constantOf(node.inputs.at(-1))?.[0] !== 0 ? joined : undefined
  if (node.op === 'Softmax') return softmax
  return node.op === 'BatchMatMulV2' && isSmallProduct(node) ? product : undefined
}

const isElementwise = ({ op, inputs, outputs }: Node): boolean => {
  const rank = outputs[0]?.shape.length
  const sameRank = inputs.every(({ shape }) => shape.length === rank)
  return (ELEMENTWISE.has(op) && op !== 'Select') || ((op === 'Cast' || op === 'Select') && sameRank)
}

/** An input of fewer axes is one for all images, or a number. */
const elementwise: Rule = (node, forms) => {
  const rank = node.outputs[0]?.shape.length ?? 0
  const inputs = node.inputs.map((input) => {
    const { shape } = input
    if (shape.length === 0) return forms.straight(input)
    if (shape.length === rank) return forms.turned(input)
    const ones: number[] = Array(rank - shape.length - 1).fill(1)
    return reshape(forms.straight(input), [...ones, ...shape, 1])
  })
  return makeNode(node.op, inputs, node.outputs.map(turnedType), node.attrs).outputs
}

const reshaped: Rule = ({ inputs: [input], outputs: [output] }, forms) => [
  reshape(forms.turned(input as Value), turnedShape((output as Value).shape)),
]

const summed: Rule = ({ inputs: [input, axes], outputs: [output] }, forms) => {
  const over = (constantOf(axes) ?? []).map((axis) => axis - 1)
  const total = sum(forms.turned(input as Value), over)
  const shape = turnedShape((output as Value).shape)
  return [total.shape.join() === shape.join() ? total : reshape(total, shape)]
}

const transposed: Rule = ({ inputs: [input, axes], outputs: [output] }, forms) => {
  const order = (constantOf(axes) ?? []).slice(1).map((axis) => axis - 1)
  return [moved(forms.turned(input as Value), turnedShape((output as Value).shape), [...order, order.length])]
}

const splitted: Rule = (node, forms) => {
  const [value, sizes, axis] = node.inputs as [Value, Value, Value]
  const inputs = [forms.turned(value), sizes, int((constantOf(axis)?.[0] ?? 0) - 1)]
  return makeNode(node.op, inputs, node.outputs.map(turnedType), node.attrs).outputs
}

const joined: Rule = (node, forms) => {
  const values = node.inputs.slice(0, -1).map((input) => forms.turned(input))
  const axis = int((constantOf(node.inputs.at(-1))?.[0] ?? 0) - 1)
  return makeNode(node.op, [...values, axis], node.outputs.map(turnedType), node.attrs).outputs
}

/** Along the axis that was the last. */
const softmax: Rule = ({ inputs: [input] }, forms) => {
  const value = forms.turned(input as Value)
  const axis = value.shape.length - 2
  const one = { shape: value.shape.map((size, i) => (i === axis ? 1 : size)), dtype: value.dtype }
  const over = (op: string, of: Value) =>
    makeValue(op, [of, ints([axis])], one, { keep_dims: { bool: true } })
  const powers = makeValue('Exp', [makeValue('Sub', [value, over('Max', value)], value)], value)
  return [makeValue('RealDiv', [powers, over('Sum', powers)], value)]
}

/** [m, k, B] and [k, n, B], or either transposed: multiplied with m, k and n on axes of their own, summed over k. */
const product: Rule = (node, forms) => {
  const [a, b] = node.inputs.map((input) => forms.turned(input)) as [Value, Value]
  const { m, n, k, batch, left, right } = sizesOf(node)
  const order = left ? (right ? 'nkm' : n > m ? 'knm' : 'kmn') : right ? 'mnk' : 'mkn'
  const size: Record<string, number> = { m, n, k }
  const shapeWith = (axes: string) => [...order].map((axis) => (axes.includes(axis) ? (size[axis] ?? 1) : 1))
  const terms = makeValue(
    'Mul',
    [reshape(a, [...shapeWith('mk'), batch]), reshape(b, [...shapeWith('kn'), batch])],
    { shape: [...shapeWith('mkn'), batch], dtype: a.dtype },
  )
  const total = sum(terms, [order.indexOf('k')])
  return [order.indexOf('n') < order.indexOf('m') ? moved(total, [m, n, batch], [1, 0, 2]) : total]
}

const isSmallProduct = (node: Node): boolean => {
  const ranks = [...node.inputs, ...node.outputs].map(({ shape }) => shape.length)
  const batches = node.inputs.map(({ shape }) => shape[0])
  return ranks.every((rank) => rank === 3) && batches[0] === batches[1] && sizesOf(node).k <= MOST_TERMS
}

const sizesOf = (node: Node) => {
  const [batch = 0, m = 0, n = 0] = node.outputs[0]?.shape ?? []
  const left = flag(node, 'adj_x')
  const k = node.inputs[0]?.shape[left ? 1 : 2] ?? 0
  return { batch, m, n, k, left, right: flag(node, 'adj_y') }
}

/** One number an image: turned and straight are the same numbers in the same order. */
const isOne = ({ shape }: Value): boolean => sizeOf(shape.slice(1)) === 1
const isLarge = ({ shape }: Value): boolean => shape.length > 2
const turnedType = ({ shape, dtype }: Value) => ({ shape: turnedShape(shape), dtype })
const rest = (shape: Shape): number[] => shape.slice(1).map((_, i) => i + 1)

/** Transposed; where all but one axis are 1, that is no work. */
const moved = (value: Value, shape: Shape, axes: readonly number[]): Value => {
  if (shape.join() === value.shape.join() && shape.length < 2) return value
  return shape.filter((size) => size !== 1).length < 2 && sizeOf(shape) === sizeOf(value.shape)
    ? reshape(value, shape)
    : makeValue('Transpose', [value, ints(axes)], { shape, dtype: value.dtype })
}
