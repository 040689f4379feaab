import { npyDataBegin, npyHeader } from './npyHeader'

/** An array as numpy stores it, in C order. `i8` values are BigInt; `b1` (bool) values are 0 and 1. */
export type NpzArray = {
  [D in Dtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: DataOf[D] }
}[Dtype]

interface DataOf {
  f4: Float32Array
  f8: Float64Array
  u1: Uint8Array
  i4: Int32Array
  i8: BigInt64Array
  b1: Uint8Array
}
export type Dtype = keyof DataOf

const ARRAYS = {
  f4: Float32Array,
  f8: Float64Array,
  u1: Uint8Array,
  i4: Int32Array,
  i8: BigInt64Array,
  b1: Uint8Array,
} as const

const MAGIC = '\x93NUMPY'
const ALIGNMENT = 64

/**
 * One array in numpy's .npy format (numpy.lib.format), versions 1 to 3, little-endian.
 * @throws TypeError saying what is wrong with `bytes`
 */
export function readNpy(bytes: Uint8Array): NpzArray {
  const end = npyDataBegin(bytes)
  const { descr: type, fortran, shape: sizes } = npyHeader(bytes.subarray(0, end))
  const descr = /^[<|](\w+)$/.exec(type)?.[1] ?? type
  if (!isDtype(descr))
    throw new TypeError(`its type is ${descr}; readable are ${Object.keys(ARRAYS).join(', ')}`)
  if (fortran) throw new TypeError('it is in Fortran order; C order is needed')
  const length = sizes.reduce((a, b) => a * b, 1)
  const size = length * ARRAYS[descr].BYTES_PER_ELEMENT
  if (bytes.length - end !== size)
    throw new TypeError(
      `its shape (${sizes.join(', ')}) needs ${size} bytes, ${bytes.length - end} are there`,
    )
  // A copy, because a typed array must begin at a multiple of its element's size.
  const { buffer } = bytes.slice(end)
  return { dtype: descr, shape: sizes, data: new ARRAYS[descr](buffer) } as NpzArray
}

/** `array` in numpy's .npy format, version 1. @throws RangeError when its data and shape disagree */
export function writeNpy({ dtype, shape, data }: NpzArray): Uint8Array {
  const length = shape.reduce((a, b) => a * b, 1)
  if (data.length !== length) throw new RangeError(`${data.length} numbers do not fill [${shape.join(', ')}]`)
  const order = data.BYTES_PER_ELEMENT === 1 ? '|' : '<'
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const words = `{'descr': '${order}${dtype}', 'fortran_order': False, 'shape': (${tuple}), }`
  const end = Math.ceil((10 + words.length + 1) / ALIGNMENT) * ALIGNMENT
  const bytes = new Uint8Array(end + data.byteLength)
  const header = `${MAGIC}\x01\x00`
  for (let i = 0; i < header.length; i++) bytes[i] = header.charCodeAt(i)
  new DataView(bytes.buffer).setUint16(8, end - 10, true)
  const text = `${words.padEnd(end - 11)}\n`
  for (let i = 0; i < text.length; i++) bytes[10 + i] = text.charCodeAt(i)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), end)
  return bytes
}

const isDtype = (text: string): text is Dtype => Object.hasOwn(ARRAYS, text)
