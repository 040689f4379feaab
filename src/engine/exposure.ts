import { concat, mul, round, sigmoid, slice, sqrt, type Tensor } from '@tensorflow/tfjs-core'
import type { Written } from '../draw/decode'
import type { Window } from '../draw/filterbank'
import type { Network } from '../draw/network'
import type { Read } from '../draw/read'

/** What one glimpse leaves to look at. */
export interface Shot {
  /** c_t, [count, C, H, W] */
  readonly canvas: Tensor
  readonly read?: Read
  readonly written?: Written
  /** Lz of this glimpse, [count] */
  readonly lz?: Tensor
}

/** The parts of a drawing, of one glimpse: [count, …] each. */
export type Exposure = { readonly [P in Part]?: Tensor }
type Part = 'canvases' | 'read' | 'readPatches' | 'write' | 'writePatches' | 'nats'

/** A shot in the numbers that a drawing is made of. */
export function exposed({ channels }: Network, { canvas, read, written, lz }: Shot): Exposure {
  return {
    canvases: bytesOf(sigmoid(canvas)),
    ...(read && readParts(read, channels)),
    ...(written && { write: boxes(written.window), writePatches: bytesOf(sigmoid(written.patch)) }),
    ...(lz && { nats: lz }),
  }
}

/** Where was read, and what of the image. */
export const readParts = (
  { window, patch }: Read,
  channels: number,
): { read: Tensor; readPatches: Tensor } => ({
  read: boxes(window),
  readPatches: bytesOf(imageOf(patch, channels)),
})

/** 0…1 as 0…255. */
const bytesOf = (values: Tensor): Tensor => round(mul(values, 255))

/** 255 · σ(c_0), as bytes. @param canvas0 the weight, before the sigmoid */
export const firstCanvas = (canvas0: Float32Array): Uint8Array =>
  Uint8Array.from(canvas0, (value) => Math.round(255 / (1 + Math.exp(-value))))

/** The first image of a patch, [count, images · C, N, N]. */
function imageOf(patch: Tensor, channels: number): Tensor {
  const [count = 0, , ...size] = patch.shape
  return slice(patch, [0, 0, 0, 0], [count, channels, ...size])
}

/** BOX of a window: [count, 5]. */
const boxes = ({ gX, gY, stride, variance, intensity }: Window): Tensor =>
  concat([gX, gY, stride, sqrt(variance), intensity], 1)
