/** What a .npy file says of its array (numpy.lib.format, versions 1 to 3). */
export interface NpyHeader {
  /** numpy's type string: byte order, kind, bytes: `|u1`, `<f4`. */
  readonly descr: string
  readonly fortran: boolean
  readonly shape: readonly number[]
}

/** Bytes at the beginning that tell how long the header is. */
export const NPY_START = 12
const MAGIC = '\x93NUMPY'

/** Where the numbers begin. @throws TypeError when `start`, the first bytes, are not a .npy file's */
export function npyDataBegin(start: Uint8Array): number {
  if (start.length < NPY_START || latin1(start.subarray(0, 6)) !== MAGIC)
    throw new TypeError('it is not a .npy array')
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength)
  const wide = view.getUint8(6) >= 2
  return wide ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true)
}

/** @param head the file up to {@link npyDataBegin}. @throws TypeError when it cannot be read */
export function npyHeader(head: Uint8Array): NpyHeader {
  const text = latin1(head.subarray(10))
  const descr = /'descr': '([^']+)'/.exec(text)?.[1]
  const fortran = /'fortran_order': (True|False)/.exec(text)?.[1]
  const shape = /'shape': \(([\d, ]*)\)/.exec(text)?.[1]
  if (descr === undefined || shape === undefined || fortran === undefined)
    throw new TypeError('its header cannot be read')
  const sizes = shape
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number)
  return { descr, fortran: fortran === 'True', shape: sizes }
}

/** TextDecoder's latin1 is Windows-1252, in which \x93 is another character. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
