import { StudioError } from '../../studio/api'
import { contents, isGzip, startOf, type Reading } from './contents'
import { IMAGE_LIMIT } from './format'
import type { Source } from './sources'
import { after } from './wholes'

/**
 * Yann LeCun's IDX: two zero bytes, the type of number (8: unsigned byte), how many dimensions; each dimension as
 * 32-bit big-endian; the numbers.
 */
export const IDX = { images: [0, 0, 8, 3], labels: [0, 0, 8, 1] } as const
export type IdxKind = keyof typeof IDX

export interface IdxFile {
  /** [n, rows, columns] of images, [n] of labels. */
  readonly shape: readonly number[]
  /** Its bytes. @throws StudioError when they are more or fewer than `shape` says */
  read(reading: Reading): AsyncGenerator<Uint8Array, void>
}

const REMEDY = 'Choose the right file, or download it again.'
const hex = (bytes: Iterable<number>) =>
  '0x' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Reads the header of an IDX file, gzip or not.
 * @throws StudioError when it is not one of `kind`, empty, or not as long as it says.
 */
export async function openIdx(source: Source, kind: IdxKind): Promise<IdxFile> {
  const { file } = source
  const headerLength = 4 + 4 * IDX[kind][3]
  const head = Buffer.from(await startOf(source, headerLength))
  if (head.length >= 4) checkMagic(head, file, kind)
  if (head.length < headerLength)
    throw new StudioError(
      `${file} should begin with an IDX header of ${headerLength} bytes, but holds ${head.length} bytes`,
      REMEDY,
    )
  const shape = Array.from({ length: IDX[kind][3] }, (_, i) => head.readUInt32BE(4 + 4 * i))
  if (shape.includes(0))
    throw new StudioError(`${file} holds no ${kind}: its header says ${shape.join(' × ')}`, REMEDY)
  const image = shape.slice(1).reduce((a, b) => a * b, 1)
  if (image > IMAGE_LIMIT)
    throw new StudioError(
      `${file} claims images of ${shape.slice(1).join(' × ')} pixels; Easel reads at most ${IMAGE_LIMIT}`,
      'Choose smaller images, or check that the file is not damaged.',
    )
  const expected = headerLength + (shape[0] as number) * image
  const wrongLength = (found: number) =>
    new StudioError(
      `${file} should hold ${expected} bytes (${shape.join(' × ')} and a header), but holds ${
        found > expected ? `more: ${found}` : `${found}; it is cut short`
      }`,
      REMEDY,
    )
  if (!isGzip(await source.read(0, 2)) && source.size !== expected) throw wrongLength(source.size)
  return {
    shape,
    async *read(reading) {
      let length = headerLength
      for await (const piece of after(contents(source, reading), headerLength)) {
        length += piece.length
        if (length > expected) throw wrongLength(length)
        yield piece
      }
      if (length !== expected) throw wrongLength(length)
    },
  }
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
