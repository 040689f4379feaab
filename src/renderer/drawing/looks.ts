import { pixelsOf, type Images } from '../components/pixels'
import { frameAt, stackOf, type Film } from './film'

/** What is drawn of a canvas: itself, its difference from the one before, or the error image of eq. 3. */
export const LOOKS = { canvas: 'Canvas', change: 'Change', error: 'Error' } as const
export type Look = keyof typeof LOOKS
/** Those in which a pixel may be below nothing. */
export type Signed = Exclude<Look, 'canvas'>

/** Differences of so much, of a pixel's 0…1, have the colours at the ends; greater ones too. */
export const REACH: Readonly<Record<Signed, number>> = { change: 0.5, error: 1 }

/**
 * Less, nothing, more. Lightness grows all the way, so that the order is seen without colour, and by those who do
 * not tell red from green.
 */
export const ENDS = [
  [10, 50, 130],
  [122, 122, 122],
  [255, 210, 110],
] as const

type Rgb = readonly [number, number, number]

/** The colour of a difference of −1…1 of the reach. */
export function colourOf(value: number): Rgb {
  const [less, nothing, more] = ENDS
  const end = value < 0 ? less : more
  const part = Math.min(1, Math.abs(value))
  const mix = (i: 0 | 1 | 2) => Math.round(nothing[i] + part * (end[i] - nothing[i]))
  return [mix(0), mix(1), mix(2)]
}

/** Differences of bytes, −255…255. */
const DIFFERENCES = 255
const tableOf = (reach: number): Uint8ClampedArray => {
  const table = new Uint8ClampedArray(3 * (2 * DIFFERENCES + 1))
  for (let d = -DIFFERENCES; d <= DIFFERENCES; d++)
    table.set(colourOf(d / DIFFERENCES / reach), 3 * (d + DIFFERENCES))
  return table
}
const TABLES: Readonly<Record<Signed, Uint8ClampedArray>> = {
  change: tableOf(REACH.change),
  error: tableOf(REACH.error),
}

/**
 * `image` (from 0) at glimpse `t` (from 1): σ(c_t); or σ(c_t) − σ(c_{t−1}), or x̂_t = x − σ(c_{t−1}), the mean over the
 * channels. Those two are nothing at t = 1 where c₀ is not known.
 * @param targets the images x, [count, C, H, W]; without them there is no error
 */
export function pixelsAt(film: Film, look: Look, image: number, t: number, targets?: Uint8Array): ImageData {
  const stack = stackOf(film)
  const at = frameAt(film, image, t)
  if (look === 'canvas') return pixelsOf(stack, at)
  const minuend = look === 'change' ? stack : targets && { ...stack, images: targets }
  if (!minuend || 'stills' in film) return nothing(stack)
  const own = look === 'change' ? at : image
  if (t > 1) return difference(minuend, own, stack, at - 1, TABLES[look])
  if (!film.canvas0) return nothing(stack)
  return difference(minuend, own, { ...stack, images: film.canvas0 }, 0, TABLES[look])
}

function difference(a: Images, atA: number, b: Images, atB: number, table: Uint8ClampedArray): ImageData {
  const { channels, height, width } = a
  const plane = height * width
  const [startA, startB] = [atA * channels * plane, atB * channels * plane]
  const data = new ImageData(width, height)
  for (let p = 0; p < plane; p++) {
    let sum = 0
    for (let c = 0; c < channels; c++)
      sum += (a.images[startA + c * plane + p] ?? 0) - (b.images[startB + c * plane + p] ?? 0)
    const entry = 3 * (Math.round(sum / channels) + DIFFERENCES)
    for (let i = 0; i < 3; i++) data.data[4 * p + i] = table[entry + i] ?? 0
    data.data[4 * p + 3] = 255
  }
  return data
}

function nothing({ width, height }: Images): ImageData {
  const data = new ImageData(width, height)
  const [red, green, blue] = colourOf(0)
  for (let i = 0; i < data.data.length; i += 4) data.data.set([red, green, blue, 255], i)
  return data
}
