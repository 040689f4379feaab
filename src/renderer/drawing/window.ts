import { BOX } from '../../studio/drawing'
import type { Film } from './film'

/** One attention window: centre (pixels, counted from 1), stride δ and width σ (pixels), intensity γ. */
export type Window = Record<(typeof BOX)[number], number>

/** In pixels of the image, from its upper left corner: the centre of pixel 1 lies at 0.5. */
export interface Square {
  readonly left: number
  readonly top: number
  readonly side: number
}

export type Side = 'read' | 'write'

/** Smaller squares than this, in pixels of the image, could not be seen. */
const SMALLEST = 1
/** Border, in pixels of the image, for σ = 1. */
const BORDER = 0.5
const THICKEST = 3

/** Where `image` (from 0) after glimpse `t` (from 1) lies in a film's arrays. */
export const placeOf = ({ glimpses }: Pick<Film, 'glimpses'>, image: number, t: number): number =>
  image * glimpses + t - 1

/** The window of `image` at glimpse `t`; undefined where nothing is read or written through one. */
export function windowAt(film: Film, side: Side, image: number, t: number): Window | undefined {
  const start = placeOf(film, image, t) * BOX.length
  const values = film[side]?.subarray(start, start + BOX.length)
  if (values?.length !== BOX.length) return undefined
  return Object.fromEntries(BOX.map((name, i) => [name, values[i]])) as Window
}

/** What was read or written through windows, [count, T, C, N, N], and N; undefined where there are none. */
export function patchesOf(film: Film, side: Side): { patches: Uint8Array; n: number } | undefined {
  const patches = side === 'read' ? film.readPatches : film.writePatches
  if (!patches) return undefined
  return { patches, n: Math.sqrt(patches.length / (film.count * film.glimpses * film.channels)) }
}

/** The square through the outermost centres of an N × N grid of filters (eqs. 19, 20); δ wide when N = 1. */
export function squareOf({ gX, gY, delta }: Window, n: number): Square {
  const side = Math.max(SMALLEST, Math.max(n - 1, 1) * delta)
  return { left: gX - 0.5 - side / 2, top: gY - 0.5 - side / 2, side }
}

/** Thickness of a window's border in pixels of the image: ∝ σ, as in the paper's figures. */
export const borderOf = ({ sigma }: Window): number => Math.min(BORDER * sigma, THICKEST)
