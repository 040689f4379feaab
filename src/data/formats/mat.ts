import { basename } from 'node:path'
import { StudioError } from '../../studio/api'
import { SPLITS, type SplitName } from '../dataset'
import { bySplit } from './bySplit'
import { IMAGE_LIMIT, type Claim, type Format, type Opened, type Portion, type Stream } from './format'
import {
  checkBytes,
  isMat,
  lengthOf,
  matBytes,
  matLeaves,
  matNumbers,
  matText,
  matVariables,
  type MatVariable,
} from './matFile'
import { familyOf, splitOf } from './names'
import type { Source } from './sources'
import { wholes } from './wholes'

/**
 * MATLAB files: SVHN's cropped digits (X [32, 32, 3, n], y), Omniglot's drawings (images and names, cells of alphabets,
 * of characters, of drawings), and others like them.
 */
export const mat: Format = {
  id: 'mat',
  title: 'MATLAB (.mat)',
  async recognise(sources) {
    const claims: Claim[] = []
    for (const source of sources) {
      if (!/\.mat$/i.test(source.file) && !isMat(await source.read(0, 7))) continue
      const extra = isExtra(source)
      const split = extra ? 'train' : splitOf(source.file)
      const family = split && familyOf(source.file).replace('extra', '')
      claims.push({ source, content: 'images', ...(split && { split }), ...(family && { family }) })
    }
    return claims
  },
  open,
}

/** SVHN's additional training images. */
const isExtra = (source: Source) => /extra/i.test(basename(source.file))
const SEPARATE = 'Import one data set at a time.'

/** The images of a file, with what else is known of them. */
interface Images extends Stream {
  readonly file: string
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly labelled: boolean
  /** Labels called y, of images called X, as SVHN's are. */
  readonly y?: Uint8Array
  readonly classes?: readonly string[]
}

async function open(claims: readonly Claim[]): Promise<Opened> {
  bySplit(claims.filter(({ source }) => !isExtra(source)))
  const bySplits: Partial<Record<SplitName, Images[]>> = {}
  for (const { source, split = 'train' } of claims) (bySplits[split] ??= []).push(await imagesIn(source))
  const all = Object.values(bySplits).flat()
  const digits = areDigits(all)
  const splits: Partial<Record<SplitName, Stream>> = {}
  for (const split of SPLITS) {
    const own = bySplits[split]?.sort((a, b) => Number(/extra/i.test(a.file)) - Number(/extra/i.test(b.file)))
    if (own) splits[split] = joined(own, digits)
  }
  const [first] = all
  if (!first) throw new RangeError('no files')
  const { channels, height, width } = first
  const classes = digits ? DIGITS : first.classes
  for (const other of all)
    if (other.channels !== channels || other.height !== height || other.width !== width)
      throw new StudioError(
        `${other.file} holds images of ${other.height} × ${other.width} × ${other.channels}, but ${first.file} of ${height} × ${width} × ${channels}`,
        SEPARATE,
      )
  const notes = all
    .filter(({ labelled }) => !labelled)
    .map(({ file }) => `${basename(file)} came without labels.`)
  return { channels, height, width, splits, ...(classes && { classes }), notes }
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Whether labels are SVHN's: 1 to 10, MATLAB's way to count, where 10 is the digit 0. */
function areDigits(all: readonly Images[]): boolean {
  const labelled = all.filter((images) => images.labelled)
  const used = new Set(labelled.flatMap(({ y = [0] }) => [...new Set(y)]))
  return used.has(10) && [...used].every((label) => label >= 1 && label <= 10)
}

/** @param digits whether the label 10 is the digit 0 */
const joined = (parts: readonly Images[], digits: boolean): Stream => ({
  count: parts.reduce<number | undefined>(
    (sum, { count }) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  ),
  async *read(reading) {
    for (const part of parts)
      for await (const { images, labels } of part.read(reading))
        yield { images, ...(labels && { labels: digits ? labels.map((label) => label % 10) : labels }) }
  },
})

async function imagesIn(source: Source): Promise<Images> {
  const variables = await matVariables(source)
  const named = (name: string, type: string) =>
    variables.find((variable) => variable.name === name && variable.type === type)
  const arrays = variables.filter(({ type, shape }) => type === 'uint8' && shape.length === 4)
  const cells = named('images', 'cell')
  if (cells) return drawings(cells, named('names', 'cell'))
  const [images] = arrays
  if (images && arrays.length === 1) {
    const labels = variables.filter(
      ({ shape, type }) => lengthOf(shape) === images.shape[3] && type !== 'cell' && type !== 'char',
    )
    if (labels.length === 0) checkCount(variables, images)
    const [only] = labels
    return array(
      images,
      labels.length === 1 && only ? { name: only.name, values: await labelsIn(only) } : undefined,
    )
  }
  const found = variables.map(({ name, type, shape }) => `${name}: ${type} [${shape.join(', ')}]`).join('; ')
  throw new StudioError(
    `${source.file} should hold images as one array uint8 [height, width, channels, n], or as cells called images, but holds ${found || 'nothing'}`,
    'Choose the right file, or save its images in that shape.',
  )
}

/** @throws StudioError where what is called labels is of another number of images */
function checkCount(variables: readonly MatVariable[], images: MatVariable): void {
  const labels = variables.find(({ name, type }) => LABELS.test(name) && type !== 'cell' && type !== 'char')
  if (!labels) return
  const { file } = images.source
  throw new StudioError(
    `${file}, ${labels.name} is [${labels.shape.join(', ')}], where ${images.shape[3]} labels are expected, one for each image of ${images.name}`,
    'Save a label for each image, whole numbers from 0.',
  )
}
const LABELS = /^(y|labels?|targets?)$/i

function array(images: MatVariable, labels: { name: string; values: Uint8Array } | undefined): Images {
  const [height, width, channels, count] = images.shape as [number, number, number, number]
  const { file } = images.source
  const size = height * width * channels
  if ((channels !== 1 && channels !== 3) || size === 0 || size > IMAGE_LIMIT || count === 0)
    throw new StudioError(
      `${file}, ${images.name}: uint8 [height, width, channels (1 or 3), n] is expected, but [${images.shape.join(', ')}] was found`,
      'Save the images in that shape.',
    )
  return {
    ...{ file, channels, height, width, count, labelled: labels !== undefined },
    ...(labels?.name === 'y' && images.name === 'X' && { y: labels.values }),
    async *read(reading): AsyncGenerator<Portion> {
      let at = 0
      for await (const columns of wholes(matBytes(images, reading), size)) {
        const begin = at
        at += columns.length / size
        yield {
          images: rowMajor(columns, height, width),
          ...(labels && { labels: labels.values.subarray(begin, at) }),
        }
      }
    },
  }
}

async function labelsIn(variable: MatVariable): Promise<Uint8Array> {
  const numbers = await matNumbers(variable, {})
  const wrong = numbers.findIndex((value) => !Number.isInteger(value) || value < 0 || value > 255)
  if (wrong >= 0)
    throw new StudioError(
      `${variable.source.file}, ${variable.name}: label ${wrong} (counted from 0) is ${numbers[wrong]}, where whole numbers of 0 to 255 are expected`,
      'The file is damaged or of another data set: download it again.',
    )
  return Uint8Array.from(numbers)
}

/** Omniglot: labels are the alphabets, of which there are few enough for a byte; characters are not. */
async function drawings(images: MatVariable, names: MatVariable | undefined): Promise<Images> {
  const { file } = images.source
  let size: { height: number; width: number } | undefined
  for await (const { shape } of matLeaves(images, {})) {
    const [height, width] = shape as [number, number]
    size = { height, width }
    break
  }
  if (!size)
    throw new StudioError(`${file}, images: there are no arrays in these cells`, 'Choose another file.')
  const { height, width } = size
  const classes: string[] = []
  if (names) for await (const leaf of matLeaves(names, {})) classes.push(matText(leaf))
  return {
    ...{ file, channels: 1, height, width, count: undefined, labelled: true },
    ...(classes.length > 0 && { classes }),
    async *read(reading): AsyncGenerator<Portion> {
      for await (const { path, type, shape, element, bytes } of matLeaves(images, reading)) {
        const name = `images{${path.map((i) => i + 1).join('}{')}}`
        checkBytes(file, { name, type, shape }, element, bytes.length)
        if (shape.length !== 2 || shape[0] !== height || shape[1] !== width)
          throw new StudioError(
            `${file}, ${name}: ${height} × ${width} pixels are expected, but ${shape.join(' × ')} were found`,
            'Choose a file whose images are of one size.',
          )
        const label = path[0] ?? 0
        if (label > 255)
          throw new StudioError(`${file} holds more than 256 classes`, 'Choose a file with fewer of them.')
        yield { images: rowMajor(bytes, height, width), labels: Uint8Array.of(label) }
      }
    },
  }
}

/** [n, C, H, W] of MATLAB's [H, W, C, n], whose first dimension is the innermost. */
function rowMajor(columns: Uint8Array, height: number, width: number): Uint8Array {
  const rows = new Uint8Array(columns.length)
  const plane = height * width
  for (let p = 0; p < columns.length; p += plane)
    for (let x = 0; x < width; x++)
      for (let y = 0; y < height; y++) rows[p + y * width + x] = columns[p + x * height + y] as number
  return rows
}
