import { StudioError } from '../../studio/api'
import type { Reading } from './contents'
import type { Portion } from './format'
import { wholes } from './wholes'

export const CIFAR_SIDE = 32
const VALUES = 3 * CIFAR_SIDE ** 2
const REMEDY = 'Choose the right file, or download it again.'

/**
 * Alex Krizhevsky's binary batches: records of labels and 32 × 32 × 3 values, channel by channel, row by row. CIFAR-10
 * has one label; CIFAR-100 a coarse and a fine one, of which the fine is kept.
 */
export interface CifarKind {
  readonly title: string
  /** Most that each label of a record may be. */
  readonly labels: readonly number[]
}
export const CIFAR_10: CifarKind = { title: 'CIFAR-10', labels: [9] }
export const CIFAR_100: CifarKind = { title: 'CIFAR-100', labels: [19, 99] }
const recordOf = ({ labels }: CifarKind) => labels.length + VALUES

/** What a file of `size` bytes, which are no whole records of either kind, lacks; undefined where they are. */
export function unwhole(file: string, size: number): string | undefined {
  const records = [CIFAR_10, CIFAR_100].map(recordOf)
  if (size === 0 || records.some((record) => size % record === 0)) return undefined
  const [ten, hundred] = records.map(words) as [string, string]
  const left = records.map(
    (record) => `${words(Math.floor(size / record))} of ${words(record)} and ${words(size % record)} more`,
  )
  return `${file} should hold CIFAR records of ${ten} bytes (a label, then 32 × 32 × 3 values) or, of CIFAR-100, ${hundred}, but holds ${words(size)} bytes: ${left.join(', or ')}`
}
const words = (count: number) => count.toLocaleString('en')

/** Which kind a file of `size` bytes beginning with `start` is of, if any. */
export function cifarKind(size: number, start: Uint8Array): CifarKind | undefined {
  return [CIFAR_10, CIFAR_100].find((kind) => {
    const record = recordOf(kind)
    const fits = (at: number) => kind.labels.every((most, i) => (start[at + i] ?? 0) <= most)
    return size > 0 && size % record === 0 && fits(0) && fits(record)
  })
}

/** A file of records: on its own, or in an archive. */
export interface CifarBatch {
  /** What errors call it. */
  readonly file: string
  readonly size: number
  pieces(reading: Reading): AsyncIterable<Uint8Array>
}

/** Images in a batch. @throws StudioError when it does not hold whole records */
export function countOf({ file, size }: CifarBatch, kind: CifarKind): number {
  const record = recordOf(kind)
  if (size > 0 && size % record === 0) return size / record
  throw new StudioError(
    `${file} should hold ${kind.title} records of ${record} bytes (${kind.labels.length} for the label, then 32 × 32 × 3 values), but holds ${size} bytes${
      size > record ? `: ${Math.floor(size / record)} records and ${size % record} more` : ''
    }`,
    REMEDY,
  )
}

/** The images of a batch. @throws StudioError when a label is none, or the batch is not whole */
export async function* readBatch(
  batch: CifarBatch,
  kind: CifarKind,
  reading: Reading,
): AsyncGenerator<Portion, void> {
  const record = recordOf(kind)
  const skip = kind.labels.length
  let first = 0
  for await (const records of wholes(batch.pieces(reading), record)) {
    const count = records.length / record
    const images = new Uint8Array(count * VALUES)
    const labels = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      const at = i * record
      kind.labels.forEach((most, l) => {
        if ((records[at + l] as number) > most)
          throw new StudioError(
            `${batch.file}: the label of image ${first + i} (counted from 0) is ${records[at + l]}, where 0 to ${most} are expected`,
            REMEDY,
          )
      })
      labels[i] = records[at + skip - 1] as number
      images.set(records.subarray(at + skip, at + record), i * VALUES)
    }
    first += count
    yield { images, labels }
  }
  const expected = countOf(batch, kind)
  if (first !== expected)
    throw new StudioError(`${batch.file} should hold ${expected} images, but ${first} came`, REMEDY)
}
