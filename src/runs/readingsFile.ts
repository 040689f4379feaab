import { drawOutline, outlineOf, READ_GREEN } from '../pictures/box'
import { enlargement, squareColumns } from '../pictures/grid'
import { bytesArray, floatsArray, wholeArray } from '../pictures/numbers'
import { png } from '../pictures/png'
import { provenanceText } from '../pictures/provenance'
import { blank, paste, type Rgb } from '../pictures/raster'
import { csv, MADE, madeCells, short } from '../pictures/table'
import { BOX, type Provenance } from '../studio/drawing'
import type { ExportName, ExportOptions } from '../studio/exports'
import type { ReadResult, Split } from '../studio/trainer'
import { writeNpz } from '../files/writeNpz'

/** Images of a split as a classifier read them, and what its classes are called. */
export interface Readings extends ReadResult {
  readonly split: Split
  readonly classes: readonly string[]
}

/** The bytes of a file of readings. Equal readings give equal bytes. */
export function readingsFile(
  format: ExportName,
  readings: Readings,
  made: Provenance,
  options: ExportOptions,
): Uint8Array {
  switch (format) {
    case 'sheet':
      return sheet(readings, made, options)
    case 'npz':
      return numbers(readings, made)
    case 'csv':
      return new TextEncoder().encode(table(readings, made))
    default:
      throw new TypeError(`${format} is not made of readings`)
  }
}

const GAP = 4
/** Under what was read right, and wrong. */
const RIGHT: Rgb = [0x43, 0xc4, 0x81]
const WRONG: Rgb = [0xff, 0x6b, 0x5e]

/** The images with the windows of all glimpses; a bar under each is green where its class was found, red and half as long where not. */
function sheet(
  { reading, images, labels }: Readings,
  made: Provenance,
  { scale: given, boxes }: ExportOptions,
): Uint8Array {
  const { count, glimpses, height, width } = reading
  const columns = squareColumns(count)
  const scale = given ?? enlargement(Math.max(height, width), columns, 96, 2000)
  const across = width * scale + GAP
  const down = height * scale + 2 * GAP
  const raster = blank(columns * across + GAP, Math.ceil(count / columns) * down + GAP, 3)
  const size = windowSize(reading)
  for (let i = 0; i < count; i++) {
    const left = GAP + (i % columns) * across
    const top = GAP + Math.floor(i / columns) * down
    paste(raster, images, i, reading, left, top, scale)
    const place = { left, top, width: width * scale, height: height * scale }
    for (let t = 0; boxes && reading.read && t < glimpses; t++) {
      const at = (i * glimpses + t) * BOX.length
      const [gX = NaN, gY = NaN, delta = NaN, sigma = NaN] = reading.read.subarray(at, at + BOX.length)
      drawOutline(raster, outlineOf({ gX, gY, delta, sigma, size }, scale), place, READ_GREEN)
    }
    const right = thoughtOf(reading, i, glimpses - 1).taken === labels[i]
    const bar = { left, top: top + height * scale, right: left + (width * scale) / (right ? 1 : 2) }
    for (let y = bar.top; y < bar.top + GAP; y++)
      for (let x = bar.left; x < Math.floor(bar.right); x++)
        raster.data.set(right ? RIGHT : WRONG, (y * raster.width + x) * 3)
  }
  return png(raster, provenanceText(made))
}

function numbers({ reading, images, labels, first, step }: Readings, made: Provenance): Uint8Array {
  const { count, glimpses, channels, height, width, classes, read, readPatches, logProbabilities } = reading
  const n = windowSize(reading)
  const meta = new TextEncoder().encode(JSON.stringify(provenanceText(made)))
  return writeNpz({
    images: bytesArray(images, [count, channels, height, width]),
    labels: bytesArray(labels, [count]),
    log_probabilities: floatsArray(logProbabilities, [count, glimpses, classes]),
    ...(read && { read: floatsArray(read, [count, glimpses, BOX.length]) }),
    ...(readPatches && { read_patches: bytesArray(readPatches, [count, glimpses, channels, n, n]) }),
    indices: wholeArray(
      Array.from({ length: count }, (_, i) => first + i),
      [count],
    ),
    step: wholeArray([step], []),
    meta: bytesArray(meta, [meta.length]),
  })
}

/** A line for each glimpse: where was looked, and what the image was taken for after it. */
function table({ reading, labels, first, step, split, classes }: Readings, made: Provenance): string {
  const { count, glimpses, read } = reading
  const nameOf = (k: number) => classes[k] ?? String(k)
  const header = [
    'checkpoint',
    'split',
    'image',
    'glimpse',
    'class',
    'taken_for',
    'probability',
    'loss',
    ...(read ? BOX.map((name) => `read_${name}`) : []),
    ...MADE,
  ]
  const rows = Array.from({ length: count * glimpses }, (_, place) => {
    const [i, t] = [Math.floor(place / glimpses), place % glimpses]
    const label = labels[i] as number
    const { taken, thoughts } = thoughtOf(reading, i, t)
    return [
      step,
      split,
      first + i + 1,
      t + 1,
      nameOf(label),
      nameOf(taken),
      short(Math.exp(thoughts[taken] as number)),
      short(-(thoughts[label] as number)),
      ...Array.from(read?.subarray(place * BOX.length, (place + 1) * BOX.length) ?? [], short),
      ...madeCells(made),
    ]
  })
  return csv(header, rows)
}

/** N of the windows. */
const windowSize = ({ readPatches, count, glimpses, channels }: Readings['reading']): number =>
  Math.sqrt((readPatches?.length ?? 0) / (count * glimpses * channels))

function thoughtOf({ glimpses, classes, logProbabilities }: Readings['reading'], image: number, t: number) {
  const at = (image * glimpses + t) * classes
  const thoughts = logProbabilities.subarray(at, at + classes)
  let taken = 0
  for (let k = 1; k < classes; k++) if ((thoughts[k] as number) > (thoughts[taken] as number)) taken = k
  return { taken, thoughts }
}
