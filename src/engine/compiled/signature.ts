import type { Attr, DType, Node } from './graph'
import { SIGNATURES } from './signatures'

/** One input or output of an operation, or a list of them. */
interface Slot {
  readonly name: string
  /** Attribute that holds its type, or the type itself. */
  readonly type: string
  /** Attribute that holds how many there are of one type. */
  readonly count?: string
  /** `type` is the attribute of as many types as there are. */
  readonly list?: true
}
export interface Signature {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
}

const parsed: ReadonlyMap<string, Signature> = new Map(
  SIGNATURES.trim()
    .split('\n')
    .map((line) => {
      const [head = '', tail = ''] = line.split('->')
      const [op = '', ...inputs] = head.trim().split(' ')
      return [op, { inputs: inputs.map(slotOf), outputs: tail.split(' ').filter(Boolean).map(slotOf) }]
    }),
)

function slotOf(text: string): Slot {
  const [, name = '', count, type = ''] = /^(\w+):(?:(\w+)\*)?(\[?\w+\]?)$/.exec(text) ?? []
  return {
    name,
    type: type.replace(/[[\]]/g, ''),
    ...(count !== undefined && { count }),
    ...(type.startsWith('[') && { list: true }),
  }
}

/** @throws Error naming an operation that is not in the table */
export function signatureOf(op: string): Signature {
  const signature = parsed.get(op)
  if (!signature)
    throw new Error(
      `The compiler does not know the TensorFlow operation ${op}: add its inputs and outputs to src/engine/compiled/signatures.ts`,
    )
  return signature
}

/** The attributes of `node` that its inputs and outputs tell: types, and how many there are. */
export function inferTypes(node: Node): Record<string, Attr> {
  const { inputs, outputs } = signatureOf(node.op)
  return { ...told(outputs, node.outputs), ...told(inputs, node.inputs) }
}

function told(slots: readonly Slot[], values: readonly { dtype: DType }[]): Record<string, Attr> {
  const attrs: Record<string, Attr> = {}
  let from = 0
  for (const { type, count, list } of slots) {
    // No operation here has two lists, so a list is whatever the single ones leave.
    const length = count !== undefined || list ? values.length - (slots.length - 1) : 1
    const types = values.slice(from, from + length).map(({ dtype }) => dtype)
    from += length
    if (count !== undefined) attrs[count] = { int: length }
    if (list) attrs[type] = { types }
    else if (types[0] !== undefined && type !== types[0]) attrs[type] = { type: types[0] }
  }
  return attrs
}
