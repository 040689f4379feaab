import type { DrawnFrame, Drawing } from '../../studio/drawing'
import type { Images } from '../components/pixels'

/**
 * Images over glimpses: drawn, another at each, as a {@link Drawing}, from `canvas0` on where that is known; or read,
 * the same at all of them, `stills` [count, C, H, W].
 */
export type Film = Omit<Drawing, 'canvases' | 'nats'> &
  (
    | { readonly canvases: Uint8Array; readonly canvas0?: Uint8Array | undefined }
    | { readonly stills: Uint8Array }
  )

/** Drawings of a frame as a film. */
export const filmOf = (frame: DrawnFrame, from: 'reconstructions' | 'samples'): Film => ({
  ...frame[from],
  canvas0: frame.canvas0,
})

/** A film's pictures as one stack. */
export const stackOf = (film: Film): Images => {
  const { channels, height, width } = film
  return { channels, height, width, images: 'stills' in film ? film.stills : film.canvases }
}

/** Where in the stack `image` (from 0) at glimpse `t` (from 1) lies. */
export const frameAt = (film: Film, image: number, t: number): number =>
  'stills' in film ? image : image * film.glimpses + t - 1

/** One image of a film as a film of its own: its T glimpses as T images, to be laid out side by side. */
export function stepsOf(film: Film, image: number): Film {
  const { count, glimpses } = film
  const own = <A extends Uint8Array | Float32Array>(all: A): A => {
    const size = all.length / count
    return all.subarray(image * size, (image + 1) * size) as A
  }
  const { read, write, readPatches, writePatches } = film
  const { channels, height, width } = film
  return {
    count: glimpses,
    glimpses: 1,
    channels,
    height,
    width,
    ...(read && { read: own(read) }),
    ...(write && { write: own(write) }),
    ...(readPatches && { readPatches: own(readPatches) }),
    ...(writePatches && { writePatches: own(writePatches) }),
    ...('stills' in film
      ? { canvases: repeated(own(film.stills), glimpses) }
      : { canvases: own(film.canvases) }),
  }
}

function repeated(image: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(image.length * times)
  for (let i = 0; i < times; i++) all.set(image, i * image.length)
  return all
}
