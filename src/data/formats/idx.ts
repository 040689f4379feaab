import { StudioError } from '../../studio/api'
import { CONTENT_LIMIT, contents, isGzip, type Reading } from './contents'

/**
 * Yann LeCun's IDX: two zero bytes, the type of number (8: unsigned byte), how many dimensions; each dimension as
 * 32-bit big-endian; the numbers.
 */
export const IDX = { images: [0, 0, 8, 3], labels: [0, 0, 8, 1] } as const
export type IdxKind = keyof typeof IDX

/** Unsigned bytes and their dimensions, [n, rows, columns] for images and [n] for labels. */
export interface IdxArray {
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

const REMEDY = 'Choose the right file, or download it again.'
const hex = (bytes: Iterable<number>) =>
  '0x' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Reads an IDX file, gzip or not; `file` is what errors call it.
 * @throws StudioError when it is not one of `kind`, not whole, or empty.
 */
export async function readIdx(
  bytes: Uint8Array,
  file: string,
  kind: IdxKind,
  reading: Reading = {},
): Promise<IdxArray> {
  const magic = IDX[kind]
  const headerLength = 4 + 4 * magic[3]
  let shape: number[] | undefined
  let expected = 0
  let length = 0
  const chunks: Uint8Array[] = []
  for await (const chunk of contents(bytes, file, reading)) {
    chunks.push(chunk)
    length += chunk.length
    if (!shape && length >= headerLength) {
      const head = Buffer.concat(chunks)
      shape = shapeOf(head, file, kind)
      expected = headerLength + shape.reduce((a, b) => a * b, 1)
      // Before anything is read on the word of a header.
      if (!isGzip(bytes) && bytes.length !== expected) throw wrongLength(file, shape, expected, bytes.length)
      if (expected > CONTENT_LIMIT)
        throw new StudioError(
          `${file} claims ${expected} bytes (${shape.join(' × ')}); Easel reads at most ${CONTENT_LIMIT}`,
          'Choose a smaller set, or check that the file is not damaged.',
        )
    }
    if (shape && length > expected) throw wrongLength(file, shape, expected, length)
  }
  if (!shape) {
    if (length >= 4) checkMagic(Buffer.concat(chunks), file, kind)
    throw new StudioError(
      `${file} should begin with an IDX header of ${headerLength} bytes, but holds ${length} bytes`,
      REMEDY,
    )
  }
  if (length !== expected) throw wrongLength(file, shape, expected, length)
  return { shape, data: new Uint8Array(Buffer.concat(chunks).subarray(headerLength)) }
}

function checkMagic(head: Uint8Array, file: string, kind: IdxKind): void {
  const magic = IDX[kind]
  if (magic.every((byte, i) => byte === head[i])) return
  const other = kind === 'images' ? 'labels' : 'images'
  const found = IDX[other].every((byte, i) => byte === head[i])
    ? `it holds ${other}`
    : head[0] === 0 && head[1] === 0 && head[2] === 8
      ? `it holds arrays of ${head[3]} dimensions`
      : 'it is not an IDX file of bytes'
  throw new StudioError(
    `${file} should hold ${kind} (IDX, first bytes ${hex(magic)}), but ${found} (${hex(head.subarray(0, 4))})`,
    REMEDY,
  )
}

function shapeOf(head: Buffer, file: string, kind: IdxKind): number[] {
  checkMagic(head, file, kind)
  const shape = Array.from({ length: IDX[kind][3] }, (_, i) => head.readUInt32BE(4 + 4 * i))
  if (shape.includes(0))
    throw new StudioError(`${file} holds no ${kind}: its header says ${shape.join(' × ')}`, REMEDY)
  return shape
}

const wrongLength = (file: string, shape: readonly number[], expected: number, found: number) =>
  new StudioError(
    `${file} should hold ${expected} bytes (${shape.join(' × ')} and a header), but holds ${
      found > expected ? `more: ${found}` : `${found}; it is cut short`
    }`,
    REMEDY,
  )
