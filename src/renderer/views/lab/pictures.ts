import type { Images } from '../../components/pixels'
import { frameAt, stackOf, type Film } from '../../drawing/film'
import { colourOf } from '../../drawing/looks'
import { patchesOf, placeOf, windowAt } from '../../drawing/window'
import { banksOf, writeThrough, type Picture } from './attention'
import { figure } from './parameters'

/** Image `index` of a stack, in 0…1. */
export function pictureOf({ images, channels, height, width }: Images, index: number): Picture {
  const size = channels * height * width
  const bytes = images.subarray(index * size, (index + 1) * size)
  return { channels, height, width, values: Float32Array.from(bytes, (byte) => byte / 255) }
}

/** x̂ = x − σ(c), eq. 3: −1…1. */
export const errorOf = (x: Picture, canvas: Picture): Picture => ({
  ...x,
  values: x.values.map((value, p) => value - (canvas.values[p] ?? 0)),
})

/** w / γ̂ of a glimpse as far as eight bits of its sigmoid tell: within ±6.2. */
export function writtenAt(film: Film, image: number, t: number): Picture | undefined {
  const found = patchesOf(film, 'write')
  if (!found) return undefined
  const { patches, n } = found
  const { channels } = film
  const patch = pictureOf({ images: patches, channels, height: n, width: n }, placeOf(film, image, t))
  // 128 stands for nothing.
  return {
    ...patch,
    values: patch.values.map((value) => (Math.round(255 * value) === 128 ? 0 : logit(value))),
  }
}

/**
 * σ(c_{t−1}), what was on the canvas when glimpse `t` was taken. Where c_0 is not known it is c_1 less what the first
 * glimpse wrote.
 */
export function canvasBefore(film: Film, image: number, t: number): Picture | undefined {
  if ('stills' in film) return undefined
  const canvas = (at: number) => pictureOf(stackOf(film), frameAt(film, image, at))
  if (t > 1) return canvas(t - 1)
  if (film.canvas0) return pictureOf({ ...stackOf(film), images: film.canvas0 }, 0)
  const [window, patch] = [windowAt(film, 'write', image, 1), writtenAt(film, image, 1)]
  if (!window || !patch) return undefined
  const first = canvas(1)
  const written = writeThrough(patch, banksOf(window, patch.width, film), 1, film)
  return {
    ...first,
    values: first.values.map((value, p) => sigmoid(logit(value) - (written.values[p] ?? 0))),
  }
}

/** The values at the ends; anything beyond is drawn as they are. */
export interface Tones {
  readonly black: number
  readonly white: number
}
export const UNIT: Tones = { black: 0, white: 1 }
const SIGNED: Tones = { black: -1, white: 1 }

/** 0…1, or −1…1 with 0 in the middle where anything is negative. */
export const tonesOf = ({ values }: Picture): Tones => (values.some((value) => value < -1e-6) ? SIGNED : UNIT)

/** From the picture's own largest value, for one of which only the shape is to be seen. */
export function stretchedTones({ values }: Picture): Tones {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9)
  const signed = values.some((value) => value < -1e-3 * most)
  return { black: signed ? -most : 0, white: most }
}

/** Of all values the one farthest from 0. */
export const largestOf = ({ values }: Picture): number =>
  values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)

/** What the ends of the tones mean, in words. */
export const toneWords = ({ black, white }: Tones): string =>
  black < 0
    ? `blue ${figure(black)}, yellow ${figure(white)}`
    : `black ${figure(black)}, white ${figure(white)}`

/**
 * A picture as a browser draws it. What may be below nothing has the colours of differences; of several channels
 * their mean.
 */
export function pixelsIn({ values, channels, height, width }: Picture, { black, white }: Tones): ImageData {
  const plane = height * width
  const image = new ImageData(width, height)
  const { data } = image
  const at = (c: number, p: number) => values[c * plane + p] ?? 0
  for (let p = 0; p < plane; p++) {
    if (black < 0) {
      let sum = 0
      for (let c = 0; c < channels; c++) sum += at(c, p)
      data.set(colourOf(sum / channels / white), 4 * p)
    } else
      for (let c = 0; c < 3; c++)
        data[4 * p + c] = (255 * (at(channels === 1 ? 0 : c, p) - black)) / (white - black)
    data[4 * p + 3] = 255
  }
  return image
}

const logit = (share: number): number => {
  const inside = Math.max(0.5 / 255, Math.min(254.5 / 255, share))
  return Math.log(inside / (1 - inside))
}
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
