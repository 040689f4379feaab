import { sizeOf, type Node, type Value } from './graph'
import { reshape } from './ops'

/** What was joined side by side to make the rows of `value`, [rows, …]; itself, if nothing was. */
export function joined(value: Value): readonly Value[] {
  const { node } = value
  if (node?.op === 'ConcatV2' && constantOf(node.inputs.at(-1))?.join() === '1')
    return node.inputs.slice(0, -1).flatMap(joined)
  const [from] = node?.op === 'Reshape' ? node.inputs : []
  const rows = value.shape[0] ?? 0
  if (!from || value.shape.length !== 2 || from.shape[0] !== rows) return [value]
  const parts = joined(from)
  return parts.length === 1 ? [value] : parts.map((part) => reshape(part, [rows, sizeOf(part.shape) / rows]))
}

/** The numbers of a constant. */
export function constantOf(value: Value | undefined): number[] | undefined {
  const node: Node | undefined = value?.node
  const attr = node?.op === 'Const' ? node.attrs['value'] : undefined
  return attr && 'constant' in attr ? Array.from(attr.constant as ArrayLike<number>) : undefined
}
