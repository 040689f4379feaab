import { z } from 'zod'
import { StudioError } from '../studio/api'

/**
 * The safetensors format (github.com/huggingface/safetensors): 8 bytes little-endian length of the header, the
 * header as JSON padded with spaces, the numbers little-endian, without holes.
 */
interface Arrays {
  U8: Uint8Array
  BOOL: Uint8Array
  I32: Int32Array
  I64: BigInt64Array
  F32: Float32Array
  F64: Float64Array
}
export type Dtype = keyof Arrays
const DTYPES = {
  U8: Uint8Array,
  BOOL: Uint8Array,
  I32: Int32Array,
  I64: BigInt64Array,
  F32: Float32Array,
  F64: Float64Array,
} as const satisfies Record<Dtype, unknown>
const DTYPE_NAMES = Object.keys(DTYPES) as [Dtype, ...Dtype[]]

/** A named block of numbers; `shape` in row-major order, [] for a single number. */
export type StoredTensor = {
  [D in Dtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: Arrays[D] }
}[Dtype]
export interface Safetensors {
  readonly tensors: Record<string, StoredTensor>
  readonly metadata: Record<string, string>
}
/** Where a tensor's bytes lie, counted from the start of the file. */
export interface TensorPlace {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}
export interface SafetensorsHeader {
  readonly places: Record<string, TensorPlace>
  readonly metadata: Record<string, string>
}

const METADATA = '__metadata__'
const PREFIX = 8
/** The reference implementation's limit. */
const HEADER_LIMIT = 100_000_000

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)

/**
 * The bytes of a safetensors file. Wider types come first, so that every tensor is aligned; within a type the
 * order is kept.
 * @throws RangeError when a shape does not hold its data.
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  )
  let length = 0
  for (const [name, { shape, data }] of entries) {
    if (sizeOf(shape) !== data.length)
      throw new RangeError(`${name} has shape [${shape.join(', ')}] but ${data.length} numbers`)
    length += data.byteLength
  }
  const head = encodeHeader(entries, metadata)
  const bytes = new Uint8Array(head.length + length)
  bytes.set(head)
  let at = head.length
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

/** What comes before the numbers, which follow in the order of `tensors`: wider types first. */
export function encodeHeader(
  tensors: readonly (readonly [name: string, { readonly dtype: Dtype; readonly shape: readonly number[] }])[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: [string, unknown][] = Object.keys(metadata).length ? [[METADATA, metadata]] : []
  let length = 0
  for (const [name, { dtype, shape }] of tensors) {
    const begin = length
    length += sizeOf(shape) * DTYPES[dtype].BYTES_PER_ELEMENT
    header.push([name, { dtype, shape, data_offsets: [begin, length] }])
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const headerLength = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(PREFIX + headerLength)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true)
  bytes.fill(0x20, PREFIX)
  bytes.set(json, PREFIX)
  return bytes
}

/**
 * Reads a safetensors file; `file` is what errors call it. Arrays share `bytes` where these are aligned.
 * @throws StudioError when it is not one, or not whole.
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): Safetensors {
  const headerEnd = headerEndOf(bytes, bytes.length, file)
  const { places, metadata } = decodeHeader(bytes.subarray(0, headerEnd), bytes.length, file)
  const tensors = Object.entries(places).map(([name, { dtype, shape, begin, end }]) => [
    name,
    { dtype, shape, data: arrayOf(dtype, bytes.subarray(begin, end)) },
  ])
  return { tensors: Object.fromEntries(tensors) as Record<string, StoredTensor>, metadata }
}

/**
 * Where the header ends, from the first 8 bytes (or more) of a file of `size` bytes.
 * @throws StudioError
 */
export function headerEndOf(bytes: Uint8Array, size: number, file: string): number {
  if (size < PREFIX || bytes.length < PREFIX)
    throw damaged(file, `it should begin with an 8-byte header length, but is ${size} bytes long`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > HEADER_LIMIT)
    throw damaged(file, `its header claims ${length} bytes, where at most ${HEADER_LIMIT} are expected`)
  if (PREFIX + length > size)
    throw damaged(file, `its header claims ${length} bytes, but ${size - PREFIX} follow; it is cut short`)
  return PREFIX + length
}

const headerSchema = z.record(
  z.string(),
  z.strictObject({
    dtype: z.enum(DTYPE_NAMES, `dtype must be one of ${DTYPE_NAMES.join(', ')}`),
    shape: z.array(z.int().min(0)),
    data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
  }),
)

/**
 * Reads the header alone: `head` is the file up to {@link headerEndOf}, `size` the length of the whole file.
 * @throws StudioError
 */
export function decodeHeader(head: Uint8Array, size: number, file: string): SafetensorsHeader {
  const { [METADATA]: metadata, ...tensors } = jsonOf(head.subarray(PREFIX), file)
  const parsed = headerSchema.safeParse(tensors)
  if (!parsed.success) throw damaged(file, `its header is wrong: ${wordsOf(parsed.error)}`)
  const parsedMetadata = z.record(z.string(), z.string()).default({}).safeParse(metadata)
  if (!parsedMetadata.success) throw damaged(file, `${METADATA} should map words to words`)

  const places = Object.entries(parsed.data)
    .map(([name, { dtype, shape, data_offsets }]): [string, TensorPlace] => [
      name,
      { dtype, shape, begin: head.length + data_offsets[0], end: head.length + data_offsets[1] },
    ])
    .sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end)
  let at = head.length
  for (const [name, { dtype, shape, begin, end }] of places) {
    if (begin !== at)
      throw damaged(
        file,
        `the bytes of ${name} begin at ${begin}, where ${at} is expected: a hole or an overlap`,
      )
    const expected = sizeOf(shape) * DTYPES[dtype].BYTES_PER_ELEMENT
    if (end - begin !== expected)
      throw damaged(
        file,
        `${name} is ${dtype} [${shape.join(', ')}], ${expected} bytes, but has ${end - begin}`,
      )
    at = end
  }
  if (at !== size)
    throw damaged(
      file,
      `its tensors end at byte ${at}, but the file has ${size}${at > size ? '; it is cut short' : ''}`,
    )
  return { places: Object.fromEntries(places), metadata: parsedMetadata.data }
}

function jsonOf(bytes: Uint8Array, file: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damaged(file, 'its header is not JSON', error)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw damaged(file, 'its header should be a JSON object')
  return value as Record<string, unknown>
}

const wordsOf = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')

function arrayOf(dtype: Dtype, bytes: Uint8Array): StoredTensor['data'] {
  const type = DTYPES[dtype]
  const aligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes)
  return new type(
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    aligned.byteLength / type.BYTES_PER_ELEMENT,
  )
}

const damaged = (file: string, what: string, cause?: unknown) =>
  new StudioError(`${file} is not a whole safetensors file: ${what}`, 'Copy or make the file again.', {
    cause,
  })
