import { StudioError } from '../../studio/api'
import type { SplitName } from '../dataset'
import type { Reading } from './contents'
import { numberReader, onlyArray, type NpyArray } from './npyArray'

export const LABELS = /(^|[^a-z])(y|labels?|targets?|classes)([^a-z]|$)/i
/** Names that promise one for each image; `classes` may be their names or their number. */
const PROMISED = /(^|[^a-z])(y|labels?|targets?)([^a-z]|$)/i
const REMEDY = 'Save whole numbers from 0, [n], one for each image, or leave them out.'

/**
 * The labels of `images` among the arrays of their split: whole numbers [n], or one-hot [n, K].
 * @throws StudioError when several may be meant, or what is called labels has another shape
 */
export function labelsAmong(
  arrays: readonly NpyArray[],
  images: NpyArray,
  split: SplitName,
): NpyArray | undefined {
  const count = images.shape[0] as number
  const others = arrays.filter((array) => array !== images)
  const what = `labels for ${split}`
  const found = onlyArray(
    others.filter(({ descr, shape }) => /^[<>|=][ui][1248]$/.test(descr) && widthOf(shape, count) === 1),
    LABELS,
    what,
  )
  if (found) return found
  const called = onlyArray(
    others.filter(({ name, descr, shape }) => PROMISED.test(name) && numberReader(descr) && shape.length > 0),
    PROMISED,
    what,
  )
  if (!called || widthOf(called.shape, count) !== undefined) return called
  const { file, shape } = called
  throw new StudioError(
    shape[0] === count
      ? `${file} should hold labels [${count}] or one-hot labels [${count}, classes], but is [${shape.join(', ')}]`
      : `${file} holds ${shape[0]} labels, but ${images.file} ${count} images`,
    REMEDY,
  )
}

/** Numbers a label has where there are `count`: 1, or as many as there are classes. */
function widthOf([first, ...rest]: readonly number[], count: number): number | undefined {
  const wide = rest.filter((size) => size !== 1)
  return first === count && wide.length <= 1 ? (wide[0] ?? 1) : undefined
}

/** [n], classes counted from 0. @throws StudioError when one is no label, or not one-hot */
export async function readLabels(labels: NpyArray, reading: Reading): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of labels.read(reading)) pieces.push(piece)
  const numbers = Array.from(numberReader(labels.descr)?.(Buffer.concat(pieces)) ?? [])
  const count = labels.shape[0] as number
  const width = widthOf(labels.shape, count) ?? 1
  const classes = width === 1 ? numbers : hotOnes(labels.file, numbers, width)
  const wrong = classes.findIndex((value) => !Number.isInteger(value) || value < 0 || value > 255)
  if (wrong < 0) return Uint8Array.from(classes)
  throw new StudioError(
    `${labels.file}: label ${wrong} (counted from 0) is ${classes[wrong]}, where 0 to 255 are expected`,
    'Save labels that count from 0.',
  )
}

/** The place of the 1 in each row of `width` numbers. @throws StudioError where the others are not 0 */
function hotOnes(file: string, numbers: readonly number[], width: number): number[] {
  return Array.from({ length: numbers.length / width }, (_, i) => {
    const row = numbers.slice(i * width, (i + 1) * width)
    const hot = row.indexOf(1)
    if (hot >= 0 && row.every((value, k) => value === (k === hot ? 1 : 0))) return hot
    throw new StudioError(
      `${file}: label ${i} (counted from 0) should be one-hot, a single 1 among ${width - 1} zeros, but is ${shown(row)}`,
      REMEDY,
    )
  })
}

const SHOWN = 10
const shown = (row: readonly number[]) => row.slice(0, SHOWN).join(' ') + (row.length > SHOWN ? ' …' : '')
