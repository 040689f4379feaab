import { makeNode, rewrite, sizeOf, type Node, type Value } from './graph'
import { reshape } from './ops'

/** Operations that compute every number of their result from the same place of their inputs. */
export const ELEMENTWISE = new Set(
  (
    'Abs Add AddN AddV2 Div Elu Equal Exp Expm1 Greater GreaterEqual LeakyRelu Less LessEqual Log Log1p LogicalAnd LogicalNot ' +
    'LogicalOr Maximum Minimum Mul Neg Pow RealDiv Reciprocal Relu Relu6 Rsqrt Select SelectV2 Selu Sigmoid Sign Softplus ' +
    'Sqrt Square SquaredDifference Sub Tanh'
  ).split(' '),
)

/**
 * Computes element by element on rows, [B, C, H, W] as [B, C·H·W]: XLA's loops run along the last axis, and those over
 * 28 pixels take three times as long as those over 784.
 */
export function flatten<V extends Value | undefined>(values: readonly V[]): V[] {
  const known = new Map<Node, boolean>()
  /** Sums become part of the loop that uses them, and are then better left in the shape they have. */
  const isSum = ({ node }: Value): boolean => {
    if (!node) return false
    const passesOn = node.op === 'Reshape' || ELEMENTWISE.has(node.op)
    const is = known.get(node) ?? (node.op === 'Sum' || (passesOn && node.inputs.some(isSum)))
    known.set(node, is)
    return is
  }
  return rewrite(values, new Map(), (node, inputs) => {
    const [output] = node.outputs
    if (!output || output.shape.length < 3 || !ELEMENTWISE.has(node.op)) return undefined
    const shape = output.shape.join()
    if (!inputs.every((input) => input.shape.length === 0 || input.shape.join() === shape)) return undefined
    if (inputs.some(isSum)) return undefined
    const rows = output.shape[0] ?? 1
    const flat = [rows, sizeOf(output.shape) / Math.max(rows, 1)]
    const flattened = inputs.map((input) => (input.shape.length === 0 ? input : reshape(input, flat)))
    const [result] = makeNode(node.op, flattened, [{ shape: flat, dtype: output.dtype }], node.attrs).outputs
    return [reshape(result as Value, output.shape)]
  })
}
