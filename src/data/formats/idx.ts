import { basename } from 'node:path'
import { StudioError } from '../../studio/api'
import type { SplitName } from '../dataset'
import { bySplit } from './bySplit'
import type { Reading } from './contents'
import type { Claim, Format, Opened, Stream } from './format'
import { IDX, openIdx, type IdxFile } from './idxFile'
import { familyOf, splitOf } from './names'
import { peek, type Source } from './sources'
import { wholes } from './wholes'

/** IDX: images, and labels where there are any, in files of their own, gzip or not. */
export const idx: Format = {
  id: 'idx',
  title: 'IDX',
  async recognise(sources) {
    const claims: Claim[] = []
    for (const source of sources) {
      const content = byName(source.file) ?? (await byStart(source))
      const split = splitOf(source.file)
      const family = split && familyOf(source.file).replace(/images[-.]idx3|labels[-.]idx1/, '')
      if (content) claims.push({ source, content, ...(split && { split }), ...(family && { family }) })
    }
    return claims
  },
  open,
}

/** A known name binds: a file of that name with other content is damaged, not another kind of file. */
function byName(file: string): string | undefined {
  const name = basename(file).toLowerCase()
  if (/images[-.]idx3-ubyte(\.gz)?$/.test(name)) return 'images'
  return /labels[-.]idx1-ubyte(\.gz)?$/.test(name) ? 'labels' : undefined
}

async function byStart(source: Source): Promise<string | undefined> {
  const start = await peek(source, 4)
  return (['images', 'labels'] as const).find((kind) => IDX[kind].every((byte, i) => start[i] === byte))
}

async function open(claims: readonly Claim[]): Promise<Opened> {
  const notes: string[] = []
  const images = claims.filter(({ content }) => content === 'images')
  const labels = claims.filter(({ content }) => content === 'labels')
  const [first] = images
  if (!first)
    throw new StudioError(
      `${labels.map(({ source }) => source.file).join(', ')}: labels without images`,
      'Choose the file of images too.',
    )
  const labelClaims = images.length === 1 && labels.length === 1 ? undefined : bySplit(labels)
  const splits: Partial<Record<SplitName, Stream>> = {}
  let size: { file: string; height: number; width: number } | undefined
  for (const [split, { source }] of bySplit(images)) {
    const file = await openIdx(source, 'images')
    const [count, height, width] = file.shape as [number, number, number]
    size ??= { file: source.file, height, width }
    if (height !== size.height || width !== size.width)
      throw new StudioError(
        `${source.file} holds images of ${height} × ${width} pixels, but ${size.file} of ${size.height} × ${size.width}`,
        'Import one data set at a time.',
      )
    const claim = labelClaims ? labelClaims.get(split) : labels[0]
    labelClaims?.delete(split)
    if (!claim && labels.length > 0) notes.push(`${basename(source.file)} came without labels.`)
    const labelFile = claim && (await openLabels(claim, count, source.file))
    splits[split] = { count, read: (reading) => portions(file, height * width, labelFile, reading) }
  }
  for (const { source } of labelClaims?.values() ?? [])
    notes.push(`${basename(source.file)} was left out: its images were not given.`)
  if (labels.length === 0) notes.push('No labels were given: there are no classes.')
  const { height = 0, width = 0 } = size ?? {}
  return {
    ...{ channels: 1, height, width, splits, notes },
    ...(height === 28 && width === 28 && { undividedIs: 'mnist' as const }),
  }
}

interface LabelFile {
  readonly file: string
  readonly idx: IdxFile
}

/** @throws StudioError when the labels are not those of `count` images */
async function openLabels({ source }: Claim, count: number, images: string): Promise<LabelFile> {
  const labels = await openIdx(source, 'labels')
  if (labels.shape[0] === count) return { file: source.file, idx: labels }
  throw new StudioError(
    `${source.file} holds ${labels.shape[0]} labels, but ${images} ${count} images`,
    'Choose labels and images of the same data set.',
  )
}

async function* portions(file: IdxFile, size: number, labels: LabelFile | undefined, reading: Reading) {
  const all = labels && (await labelsOf(labels, reading))
  let at = 0
  for await (const images of wholes(file.read(reading), size)) {
    const begin = at
    at += images.length / size
    yield { images, ...(all && { labels: all.subarray(begin, at) }) }
  }
}

async function labelsOf({ file, idx }: LabelFile, reading: Reading): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of idx.read(reading)) pieces.push(piece)
  const labels = Buffer.concat(pieces)
  checkLabels(labels, file)
  return labels
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
