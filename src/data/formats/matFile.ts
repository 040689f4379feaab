import { StudioError } from '../../studio/api'
import { raw, unpacked, type Reading } from './contents'
import { IMAGE_LIMIT } from './format'
import { Pull } from './pull'
import type { Source } from './sources'

/*
 * MATLAB's level 5 MAT-files ("MAT-File Format", The MathWorks): after 128 bytes of header, elements of a type, a
 * length and data padded to 8 bytes; one of type miCOMPRESSED is zlib around another. Read as a stream.
 */

const HEADER = 128
const MATRIX = 14
const COMPRESSED = 15
/** By mxClassID. */
const CLASSES: Readonly<Record<number, string>> = {
  1: 'cell',
  2: 'struct',
  3: 'object',
  4: 'char',
  5: 'sparse',
  6: 'double',
  7: 'single',
  8: 'int8',
  9: 'uint8',
  10: 'int16',
  11: 'uint16',
  12: 'int32',
  13: 'uint32',
  14: 'int64',
  15: 'uint64',
}
/** By type of data element: bytes, and how one is read. */
const NUMBERS: Readonly<
  Record<number, readonly [bytes: number, get: (view: DataView, at: number, little: boolean) => number]>
> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  16: [1, (view, at) => view.getUint8(at)],
}
const [UINT8, UINT16, UTF16] = [2, 4, 17]
/** Most bytes of a name, or of dimensions. */
const DESCRIPTION = 4096
const REMEDY = 'Choose the right file, or download it again.'

/** What is said of an array before its values. */
interface Head {
  readonly name: string
  /** MATLAB's name of its class: `uint8`, `double`, `cell`. */
  readonly type: string
  /** In column-major order: the first dimension is the innermost. */
  readonly shape: readonly number[]
}
/** A variable of a file. */
export interface MatVariable extends Head {
  readonly source: Source
  readonly little: boolean
  /** Where its element's data lie in the file, and whether they are compressed. */
  readonly begin: number
  readonly end: number
  readonly packed: boolean
}

export const isMat = (start: Uint8Array): boolean => /^MATLAB /.test(textOf(start.subarray(0, 7)))

/** The variables of a file, without their values. @throws StudioError when it is no MAT-file of level 5, or not whole */
export async function matVariables(source: Source): Promise<MatVariable[]> {
  const { file } = source
  const header = await source.read(0, HEADER)
  const text = textOf(header.subarray(0, 116))
  if (/^MATLAB 7\.3/.test(text))
    throw new StudioError(
      `${file} is a MATLAB file of version 7.3 (HDF5), where version 5 to 7 is expected`,
      'In MATLAB, save it again with -v7.',
    )
  const order = textOf(header.subarray(126))
  if (header.length < HEADER || !/^MATLAB 5\.0/.test(text) || (order !== 'IM' && order !== 'MI'))
    throw new StudioError(
      `${file} should begin with the 128 bytes of a MATLAB 5.0 MAT-file, but ${
        header.length < HEADER ? `is ${source.size} bytes long` : `begins with “${text.slice(0, 10)}”`
      }`,
      REMEDY,
    )
  const little = order === 'IM'
  const variables: MatVariable[] = []
  for (let at = HEADER; at < source.size;) {
    const tag = await source.read(at, at + 8)
    const view = viewOf(tag)
    const end = tag.length < 8 ? Infinity : at + 8 + view.getUint32(4, little)
    if (end > source.size) throw cutShort(file)
    const type = view.getUint32(0, little)
    const packed = type === COMPRESSED
    const place = { source, little, begin: packed ? at + 8 : at, end, packed }
    if (!packed && type !== MATRIX)
      throw wrong(file, `byte ${at}`, `an array is expected, but type ${type} was found`)
    const pull = pullOf(place, {})
    variables.push({ ...(await headOf(pull, place)).head, ...place })
    await pull.close()
    at = end
  }
  return variables
}

/**
 * The values of a variable of bytes, in column-major order, as they come.
 * @throws StudioError when it is no array of bytes, or not whole
 */
export async function* matBytes(variable: MatVariable, reading: Reading): AsyncGenerator<Uint8Array, void> {
  const pull = pullOf(variable, reading)
  try {
    await headOf(pull, variable)
    const { type, size, small } = await tagOf(pull, variable.little)
    checkBytes(variable.source.file, variable, type, size)
    if (small) yield small
    else yield* pull.upTo(size)
    await pull.finish()
  } finally {
    await pull.close()
  }
}

/** The values of a variable of numbers, in column-major order. @throws StudioError */
export async function matNumbers(variable: MatVariable, reading: Reading): Promise<Float64Array> {
  const { source, name, shape, little } = variable
  const pull = pullOf(variable, reading)
  await headOf(pull, variable)
  const { type, size, small } = await tagOf(pull, little)
  const number = NUMBERS[type]
  const count = lengthOf(shape)
  if (!number || size !== count * number[0])
    throw wrong(
      source.file,
      name,
      `${count} numbers are expected, but ${size} bytes of type ${type} were found`,
    )
  const view = viewOf(small ?? (await pull.take(size)))
  await pull.finish()
  return Float64Array.from({ length: count }, (_, i) => number[1](view, i * number[0], little))
}

/** An array within cells. */
export interface MatLeaf extends Omit<Head, 'name'> {
  /** Its place in each of the cells, the outermost first. */
  readonly path: readonly number[]
  /** The type of data element that `bytes` are. */
  readonly element: number
  readonly bytes: Uint8Array
}

/** The arrays in a variable of cells, however deep, in their order. @throws StudioError */
export async function* matLeaves(variable: MatVariable, reading: Reading): AsyncGenerator<MatLeaf, void> {
  const pull = pullOf(variable, reading)
  try {
    yield* leavesOf(pull, variable, [])
    await pull.finish()
  } finally {
    await pull.close()
  }
}

async function* leavesOf(
  pull: Pull,
  variable: MatVariable,
  path: readonly number[],
): AsyncGenerator<MatLeaf, void> {
  const { source, name, little } = variable
  const { head, end } = await headOf(pull, variable)
  const { type, shape } = head
  const count = lengthOf(shape)
  if (type === 'cell') {
    for (let i = 0; i < count; i++) yield* leavesOf(pull, variable, [...path, i])
  } else if (count > 0) {
    const { type: element, size, small } = await tagOf(pull, little)
    if (pull.taken + (small ? 0 : size) > end || size > IMAGE_LIMIT)
      throw wrong(
        source.file,
        `${name}{${path.map((i) => i + 1).join('}{')}}`,
        `an array of ${size} bytes is too large`,
      )
    yield { path, type, shape, element, bytes: small ?? (await pull.take(size)) }
  }
  // Padding, and what an array may have besides its real part.
  await pull.skip(end - pull.taken)
}

/** @throws StudioError unless the values are as many bytes as `shape` says */
export function checkBytes(file: string, { name, type, shape }: Head, element: number, size: number): void {
  if (type === 'uint8' && element === UINT8 && size === lengthOf(shape)) return
  throw wrong(
    file,
    name,
    `uint8 [${shape.join(', ')}] is expected, but ${type} in ${size} bytes (type ${element}) was found`,
  )
}

/** Text of a `char` array. */
export const matText = ({ element, bytes }: MatLeaf): string =>
  Buffer.from(bytes).toString(element === UINT16 || element === UTF16 ? 'utf16le' : 'utf8')

/** Reads up to an array's values. @returns also where, of all that `pull` gives, the array ends */
async function headOf(
  pull: Pull,
  { source, little }: Pick<MatVariable, 'source' | 'little'>,
): Promise<{ head: Head; end: number }> {
  const { type, size } = await tagOf(pull, little)
  const end = pull.taken + size
  if (type !== MATRIX)
    throw wrong(source.file, `byte ${pull.taken}`, `an array is expected, but type ${type} was found`)
  // An empty cell holds an array without anything.
  if (size === 0) return { head: { name: '', type: 'double', shape: [0, 0] }, end }
  const [flags, dimensions, named] = [
    await dataOf(pull, source.file, little),
    await dataOf(pull, source.file, little),
    await dataOf(pull, source.file, little),
  ]
  const name = textOf(named)
  const shape = Array.from({ length: dimensions.length / 4 }, (_, i) =>
    viewOf(dimensions).getInt32(4 * i, little),
  )
  const className = CLASSES[flags.length === 8 ? viewOf(flags).getUint32(0, little) & 255 : 0]
  if (className === undefined || shape.length < 2 || shape.some((size) => size < 0))
    throw wrong(source.file, name || `byte ${pull.taken}`, 'its description is damaged')
  return { head: { name, type: className, shape }, end }
}

/** The tag of an element; one of at most 4 bytes may hold its data in it. */
async function tagOf(
  pull: Pull,
  little: boolean,
): Promise<{ type: number; size: number; small?: Uint8Array }> {
  const tag = await pull.take(8)
  const view = viewOf(tag)
  const first = view.getUint32(0, little)
  if (first >>> 16 === 0) return { type: first, size: view.getUint32(4, little) }
  const size = first >>> 16
  return { type: first & 0xffff, size, small: tag.subarray(4, 4 + size) }
}

/** The data of a small element, and what pads it. */
async function dataOf(pull: Pull, file: string, little: boolean): Promise<Uint8Array> {
  const { size, small } = await tagOf(pull, little)
  if (small) return small
  if (size > DESCRIPTION)
    throw wrong(file, `byte ${pull.taken}`, `an array's description of ${size} bytes is too long`)
  const data = await pull.take(size)
  await pull.skip(-size & 7)
  return data
}

const pullOf = (
  { source, begin, end, packed }: Pick<MatVariable, 'source' | 'begin' | 'end' | 'packed'>,
  reading: Reading,
) =>
  new Pull(packed ? unpacked(source, 'zlib', reading, begin, end) : raw(source, reading, begin, end), () =>
    cutShort(source.file),
  )

export const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').trim()
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength)
const wrong = (file: string, field: string, what: string) =>
  new StudioError(`${file}, ${field}: ${what}`, REMEDY)
const cutShort = (file: string) =>
  new StudioError(`${file} ends within an array; it is cut short`, 'Download or copy the file again.')
