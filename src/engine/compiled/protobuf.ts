/**
 * The wire format of protocol buffers, to write with: https://protobuf.dev/programming-guides/encoding.
 *
 * Easel writes some twenty message types of TensorFlow's and TensorBoard's and reads none, so these few lines stand in for a library
 * with its schema files and generated code.
 */
export type Field = readonly [tag: number, value: FieldValue]
export type FieldValue =
  number | boolean | string | Uint8Array | Message | { readonly float: number } | { readonly double: number }
/** Fields in the order they are written; a repeated field is simply there more than once. */
export type Message = readonly Field[]

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5
const text = new TextEncoder()

export function encode(message: Message): Uint8Array {
  const chunks: Uint8Array[] = []
  for (const [tag, value] of message) chunks.push(...fieldOf(tag, value))
  return concatenate(chunks)
}

function fieldOf(tag: number, value: FieldValue): Uint8Array[] {
  if (typeof value === 'number' || typeof value === 'boolean')
    return [varint(tag * 8 + VARINT), varint(Number(value))]
  if (typeof value === 'object' && 'float' in value)
    return [varint(tag * 8 + FIXED32), new Uint8Array(Float32Array.of(value.float).buffer)]
  if (typeof value === 'object' && 'double' in value)
    return [varint(tag * 8 + FIXED64), new Uint8Array(Float64Array.of(value.double).buffer)]
  const bytes =
    typeof value === 'string' ? text.encode(value) : value instanceof Uint8Array ? value : encode(value)
  return [varint(tag * 8 + BYTES), varint(bytes.length), bytes]
}

/** A whole number in groups of seven bits, lowest first. */
function varint(value: number): Uint8Array {
  if (value < 0) throw new RangeError('Only numbers from 0 are written to graphs')
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest])
    bytes.push((rest % 128) | 128)
  }
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
