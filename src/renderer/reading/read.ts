import type { Reading } from '../../studio/drawing'
import type { Film } from '../drawing/film'
import { patchesOf, placeOf } from '../drawing/window'
import { percent } from '../format'

/** Images, what a classifier made of them glimpse by glimpse, and what they are. */
export interface Read {
  readonly reading: Reading
  /** [count, C, H, W], 0…255. */
  readonly images: Uint8Array
  /** [count], classes counted from 0. */
  readonly labels: Uint8Array
}

/** What an image is taken for. */
export interface Guess {
  readonly taken: number
  readonly probability: number
  /** The class it has. */
  readonly label: number
  readonly right: boolean
}

/** What `image` (from 0) is taken to be after glimpse `t` (from 1): a probability for each class, [K]. */
export function probabilities({ reading }: Pick<Read, 'reading'>, image: number, t: number): number[] {
  const start = placeOf(reading, image, t) * reading.classes
  return Array.from(reading.logProbabilities.subarray(start, start + reading.classes), Math.exp)
}

export function guessOf(read: Read, image: number, t: number): Guess {
  const shares = probabilities(read, image, t)
  const probability = Math.max(...shares)
  const taken = shares.indexOf(probability)
  const label = read.labels[image] ?? NaN
  return { taken, probability, label, right: taken === label }
}

/** Images given their class after glimpse `t`. */
export const rightOf = (read: Read, t: number): number =>
  Array.from({ length: read.reading.count }, (_, image) => guessOf(read, image, t)).filter(
    ({ right }) => right,
  ).length

export const nameOfClass = (classes: readonly string[], k: number): string => classes[k] ?? String(k)

/** "taken for 7, 98 %: right", "taken for 1, 61 %: wrong, it is 7". */
export function guessWords({ taken, probability, label, right }: Guess, classes: readonly string[]): string {
  const verdict = right ? 'right' : `wrong, it is ${nameOfClass(classes, label)}`
  return `taken for ${nameOfClass(classes, taken)}, ${percent(probability)}: ${verdict}`
}

/** The images as they are read: the same at every glimpse, with the window on them. */
export const filmOf = ({ reading, images }: Pick<Read, 'reading' | 'images'>): Film => ({
  ...reading,
  stills: images,
})

/** What is read at each glimpse; undefined where that is the whole image. */
export function patchFilm(read: Read): Film | undefined {
  const found = patchesOf(filmOf(read), 'read')
  if (!found) return undefined
  const { count, glimpses, channels } = read.reading
  return { count, glimpses, channels, height: found.n, width: found.n, canvases: found.patches }
}

/** Those of `read` at `places`, in their order. */
export function pick({ reading, images, labels }: Read, places: readonly number[]): Read {
  const rows = <A extends Uint8Array | Float32Array>(all: A, into: (length: number) => A): A => {
    const size = all.length / reading.count
    const some = into(size * places.length)
    places.forEach((place, i) => some.set(all.subarray(place * size, (place + 1) * size), i * size))
    return some
  }
  const bytes = (all: Uint8Array) => rows(all, (length) => new Uint8Array(length))
  const floats = (all: Float32Array) => rows(all, (length) => new Float32Array(length))
  return {
    reading: {
      ...reading,
      count: places.length,
      ...(reading.read && { read: floats(reading.read) }),
      ...(reading.readPatches && { readPatches: bytes(reading.readPatches) }),
      logProbabilities: floats(reading.logProbabilities),
    },
    images: bytes(images),
    labels: bytes(labels),
  }
}
