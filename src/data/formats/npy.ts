import { basename } from 'node:path'
import { StudioError } from '../../studio/api'
import { SPLITS, type SplitName } from '../dataset'
import type { Reading } from './contents'
import { IMAGE_LIMIT, type Claim, type Format, type Opened, type Portion, type Stream } from './format'
import { familyOf, splitOf } from './names'
import { npyArrays, numberReader, onlyArray, type NpyArray } from './npyArray'
import { LABELS, labelsAmong, readLabels } from './npyLabels'
import { wholes } from './wholes'

/**
 * NumPy's .npz and .npy: images [n, H, W], [n, H, W, C], [n, C, H, W] or square ones [n, H · W], bytes, 0 … 1 or bool;
 * labels [n], or one-hot [n, K]. Names say what is of which split: `x_train`, `y_test`, `images`, `labels`.
 */
export const npy: Format = {
  id: 'npy',
  title: 'NumPy (.npz, .npy)',
  async recognise(sources) {
    return sources
      .filter(({ file }) => /\.np[yz]$/i.test(file))
      .map((source): Claim => {
        const split = splitOf(source.file)
        const family = familyOf(source.file).replace(LABELS, '').replace(IMAGES, '')
        return { source, content: 'arrays', ...(split && { split, family }) }
      })
  },
  open,
}

const IMAGES = /(^|[^a-z])(x|images?|data)([^a-z]|$)/i

/** Images as they lie in an array. */
interface Layout {
  readonly channels: number
  readonly height: number
  readonly width: number
  /** Whether channels come last. */
  readonly last: boolean
}

async function open(claims: readonly Claim[]): Promise<Opened> {
  const arrays: (NpyArray & { split: SplitName })[] = []
  for (const { source, split } of claims)
    for (const array of await npyArrays(source))
      arrays.push({ ...array, split: splitOf(array.name) ?? split ?? 'train' })
  const found = arrays.map(({ name, descr, shape }) => `${name}: ${descr} [${shape.join(', ')}]`).join('; ')
  const files = claims.map(({ source }) => source.file).join(', ')

  const splits: Partial<Record<SplitName, Stream>> = {}
  const notes: string[] = []
  const used = new Set<NpyArray>()
  let like: (Layout & { file: string }) | undefined
  for (const split of SPLITS) {
    const own = arrays.filter((array) => array.split === split)
    const images = onlyArray(
      own.filter((array) => layoutOf(array)),
      IMAGES,
      `images for ${split}`,
    )
    const layout = images && layoutOf(images)
    if (!images || !layout) continue
    const count = images.shape[0] as number
    const labels = labelsAmong(own, images, split)
    const { channels, height, width } = layout
    like ??= { ...layout, file: images.file }
    if (channels !== like.channels || height !== like.height || width !== like.width)
      throw new StudioError(
        `${images.file} holds images of ${height} × ${width} × ${channels}, but ${like.file} of ${like.height} × ${like.width} × ${like.channels}`,
        'Import one data set at a time.',
      )
    checkOrder(images)
    splits[split] = { count, read: (reading) => portions(images, layout, labels, reading) }
    used.add(images)
    if (labels) used.add(labels)
    else notes.push(`${basename(images.file)} came without labels.`)
  }
  if (!like)
    throw new StudioError(
      `${files} should hold images as bytes or numbers of 0 to 1, [n, H, W], [n, H, W, C] or [n, C, H, W], but holds ${found || 'no arrays'}`,
      'Choose the right file, or save its images in that shape.',
    )
  const left = arrays.filter((array) => !used.has(array)).map(({ name }) => name)
  if (left.length > 0) notes.push(`Left out, being neither images nor their labels: ${left.join(', ')}.`)
  const { channels, height, width } = like
  const mnist = channels === 1 && height === 28 && width === 28
  return { channels, height, width, splits, notes, ...(mnist && { undividedIs: 'mnist' }) }
}

function layoutOf({ descr, shape }: NpyArray): Layout | undefined {
  if (!/^[<>|=]([ub]1|f[48])$/.test(descr)) return undefined
  const [count = 0, a = 0, b = 0, c = 0] = shape
  const side = Math.sqrt(a)
  const layout =
    shape.length === 2 && Number.isInteger(side)
      ? { channels: 1, height: side, width: side, last: false }
      : shape.length === 3
        ? { channels: 1, height: a, width: b, last: false }
        : shape.length === 4 && (c === 1 || c === 3)
          ? { channels: c, height: a, width: b, last: true }
          : shape.length === 4 && (a === 1 || a === 3)
            ? { channels: a, height: b, width: c, last: false }
            : undefined
  if (!layout || count === 0) return undefined
  const size = layout.channels * layout.height * layout.width
  // Vectors are no images.
  return size > 1 && size <= IMAGE_LIMIT ? layout : undefined
}

function checkOrder({ file, fortran }: NpyArray): void {
  if (!fortran) return
  throw new StudioError(
    `${file} is in Fortran order, where C order is expected`,
    'Save np.ascontiguousarray of it.',
  )
}

async function* portions(
  images: NpyArray,
  layout: Layout,
  labels: NpyArray | undefined,
  reading: Reading,
): AsyncGenerator<Portion, void> {
  const all = labels && (await readLabels(labels, reading))
  const size = layout.channels * layout.height * layout.width
  let at = 0
  for await (const numbers of wholes(images.read(reading), size * images.itemSize)) {
    const begin = at
    at += numbers.length / images.itemSize / size
    const bytes = bytesOf(images, numbers, begin, size)
    yield {
      images: layout.last && layout.channels > 1 ? channelsFirst(bytes, layout) : bytes,
      ...(all && { labels: all.subarray(begin, at) }),
    }
  }
}

/** 0…255 of numbers as they lie in an array; `first` is the place of their first image, of `size` values. */
function bytesOf({ file, descr }: NpyArray, numbers: Uint8Array, first: number, size: number): Uint8Array {
  if (/[ub]1$/.test(descr)) return numbers
  const values = numberReader(descr)?.(numbers) ?? []
  const bytes = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!(value >= 0 && value <= 1))
      throw new StudioError(
        `${file}: a value of image ${first + Math.floor(i / size)} (counted from 0) is ${value}, where 0 to 1 are expected`,
        'Save values of 0 to 255 as uint8, others divided by the greatest.',
      )
    bytes[i] = Math.round(255 * value)
  }
  return bytes
}

/** [n, C, H, W] of [n, H, W, C]. */
function channelsFirst(images: Uint8Array, { channels, height, width }: Layout): Uint8Array {
  const moved = new Uint8Array(images.length)
  const plane = height * width
  const size = plane * channels
  for (let at = 0; at < images.length; at += size)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < plane; p++) moved[at + c * plane + p] = images[at + p * channels + c] as number
  return moved
}
