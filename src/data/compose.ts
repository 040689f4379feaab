import { basename } from 'node:path'
import { StudioError } from '../studio/api'
import type { SplitName } from './dataset'
import { AMAT_SIDE, readAmat } from './formats/amat'
import type { Reading } from './formats/contents'
import { readIdx } from './formats/idx'
import type { Recognised } from './formats/recognise'
import { splitsOf, type Images, type Whole } from './splits'

/** A file to compose a set from, read into memory. */
export interface Part extends Recognised {
  readonly bytes: Uint8Array
  readonly reading: Reading
}
/** A data set that has no name yet. */
export type Composed = Omit<Whole, 'id' | 'title'>

type Given = Partial<Record<SplitName, Images>>
const SEPARATE = 'Import one data set at a time.'
const fileOf = (part: Part) => part.source.file

/** One split's part among `parts`. @throws StudioError when two claim the same split. */
function bySplit<P extends Recognised>(parts: readonly P[]): Map<SplitName, P> {
  const found = new Map<SplitName, P>()
  for (const part of parts) {
    const split = part.split ?? 'train'
    const other = found.get(split)
    if (other)
      throw new StudioError(
        `${other.source.file} and ${part.source.file} both hold ${part.content} for ${split}`,
        `${SEPARATE} Names with train, valid, test or t10k say which is which.`,
      )
    found.set(split, part)
  }
  return found
}

/** Static binarized MNIST from its text files. @throws StudioError */
export async function composeAmat(parts: readonly Part[], name: string, notes: string[]): Promise<Composed> {
  const given: Given = {}
  for (const [split, part] of bySplit(parts))
    given[split] = await readAmat(part.bytes, fileOf(part), part.reading)
  const { train, validation, test } = given
  if (train?.count !== 50_000 || validation?.count !== 10_000 || test?.count !== 10_000)
    notes.push(
      'This is not all of static binarized MNIST (50,000 + 10,000 + 10,000): compare it with no table.',
    )
  return {
    kind: 'binary',
    channels: 1,
    height: AMAT_SIDE,
    width: AMAT_SIDE,
    splits: splitsOf(given, 'own', name, notes),
  }
}

/** Images, and labels where there are any, from IDX files. @throws StudioError */
export async function composeIdx(parts: readonly Part[], name: string, notes: string[]): Promise<Composed> {
  const images = parts.filter(({ content }) => content === 'images')
  const labels = parts.filter(({ content }) => content === 'labels')
  const first = images[0]
  if (!first)
    throw new StudioError(
      `${labels.map(fileOf).join(', ')}: labels without images`,
      'Choose the file of images too.',
    )
  const labelParts = images.length === 1 && labels.length === 1 ? undefined : bySplit(labels)
  const given: Given = {}
  const sizes: [file: string, height: number, width: number][] = []
  for (const [split, part] of bySplit(images)) {
    const { shape, data } = await readIdx(part.bytes, fileOf(part), 'images', part.reading)
    const [count, height, width] = shape as [number, number, number]
    sizes.push([fileOf(part), height, width])
    const labelPart = labelParts ? labelParts.get(split) : labels[0]
    if (labels.length > 0 && !labelPart) notes.push(`${basename(fileOf(part))} came without labels.`)
    given[split] = {
      count,
      images: data,
      ...(labelPart && { labels: await labelsOf(labelPart, count, fileOf(part)) }),
    }
    labelParts?.delete(split)
  }
  for (const part of labelParts?.values() ?? [])
    notes.push(`${basename(fileOf(part))} was left out: its images were not given.`)
  if (labels.length === 0) notes.push('No labels were given: there are no classes.')
  const [, height, width] = sizes[0] as (typeof sizes)[number]
  for (const [file, h, w] of sizes)
    if (h !== height || w !== width)
      throw new StudioError(
        `${file} holds images of ${h} × ${w} pixels, but ${fileOf(first)} of ${height} × ${width}`,
        SEPARATE,
      )
  const kind = binarized(Object.values(given)) ? 'binary' : 'grey'
  if (kind === 'binary') notes.push('Every pixel is black or white: taken as binarized.')
  const like = height === AMAT_SIDE && width === AMAT_SIDE ? 'mnist' : 'own'
  return { kind, channels: 1, height, width, splits: splitsOf(given, like, name, notes) }
}

/** @throws StudioError when the labels are not those of `count` images. */
async function labelsOf(part: Part, count: number, imageFile: string): Promise<Uint8Array> {
  const file = fileOf(part)
  const { data } = await readIdx(part.bytes, file, 'labels', part.reading)
  if (data.length !== count)
    throw new StudioError(
      `${file} holds ${data.length} labels, but ${imageFile} ${count} images`,
      'Choose labels and images of the same data set.',
    )
  checkLabels(data, file)
  return data
}

/** MNIST's own names promise digits; other sets (EMNIST, …) may count further, but leave no number out. */
function checkLabels(labels: Uint8Array, file: string): void {
  const used = new Set(labels)
  const greatest = Math.max(...used)
  const isMnist = /^(train|t10k)-labels/.test(basename(file))
  const gap = Array.from({ length: greatest }, (_, label) => label).find(
    (label) => label > 0 && !used.has(label),
  )
  if (greatest <= 9 || (!isMnist && gap === undefined)) return
  throw new StudioError(
    `${file}: label ${labels.indexOf(greatest)} (counted from 0) is ${greatest}, where ${
      isMnist ? '0 to 9 are expected' : `no image has label ${gap}`
    }`,
    'The file is damaged or of another data set: download it again.',
  )
}

/** Whether all pixels are one of two values; 0 and 1 are then made 0 and 255, in place. */
function binarized(sets: readonly Images[]): boolean {
  const used = new Uint8Array(256)
  for (const { images } of sets) for (let i = 0; i < images.length; i++) used[images[i] as number] = 1
  const values = [...used.keys()].filter((value) => used[value])
  const [off, on] = values
  if (values.length !== 2 || off !== 0 || (on !== 1 && on !== 255)) return false
  if (on === 1)
    for (const { images } of sets)
      for (let i = 0; i < images.length; i++) images[i] = (images[i] as number) * 255
  return true
}
