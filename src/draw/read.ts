import {
  matMul,
  mul,
  reshape,
  sigmoid,
  sub,
  transpose,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { filterbanks, windowOf, type Filterbanks, type Size, type Window } from './filterbank'
import { fused } from './fused'
import { join } from './join'
import type { Linear } from './linear'

/** Through which window what was read; for looking at. */
export interface Read {
  readonly window: Window
  /** F_Y x F_Xᵀ of every image, without γ, [B, images · C, N, N] */
  readonly patch: Tensor4D
}

/** x̂_t = x − σ(c_{t−1}), eq. 3. */
export const errorImage = (x: Tensor4D, canvas: Tensor4D): Tensor4D =>
  fused('DrawError', { x, canvas }, {}, ({ x, canvas }) => sub<Tensor4D>(x, sigmoid(canvas)))

/**
 * r_t, eq. 17 or eq. 27, of images that lie under one window: x and x̂ to draw, x alone to classify.
 * @param images [B, C, H, W] each
 * @param attention the read window's five numbers from h; undefined for eq. 17
 * @param h the LSTM's output before this glimpse, [B, h]
 * @returns [B, images · C · H · W], or with attention [B, images · C · N · N]
 */
export function read(
  size: Size & { readonly readSize: number },
  images: readonly Tensor4D[],
  attention: Linear | undefined,
  h: Tensor2D,
): { r: Tensor2D; read?: Read } {
  if (!attention) return { r: readAll(images) }
  const window = windowOf(h, attention, size, size.readSize)
  const filters = filterbanks(window, size, size.readSize)
  const patch = join(images.map((image) => extract(image, filters)))
  return { r: readThrough(patch, window.intensity), read: { window, patch } }
}

/** r_t without attention, eq. 17: the images side by side, [B, images · C · H · W]. */
export const readAll = (images: readonly Tensor4D[]): Tensor2D => flat(join(images))

/**
 * F_Y x F_Xᵀ of every channel, [B, C, H, W] → [B, C, N, N] (rows n, columns m).
 *
 * Channels lie beside the axis that is not summed over, because the gradient of a batched product wants the
 * same batch on both sides: one pair of filterbanks serves every channel.
 */
export const extract = (x: Tensor4D, filters: Filterbanks): Tensor4D =>
  fused('DrawExtract', { image: x, y: filters.y, x: filters.x }, {}, ({ image, ...filters }) =>
    extracted(image, filters),
  )

function extracted(x: Tensor4D, filters: Filterbanks): Tensor4D {
  const [batch, channels, height, width] = x.shape
  const n = filters.x.shape[1]
  // Rows first of one channel, as eq. 27 has it; of several that would move the whole image to bring them side by side.
  if (channels === 1) {
    const rows = matMul(filters.y, reshape(x, [batch, height, width]))
    return reshape(matMul(rows, filters.x, false, true), [batch, 1, n, n])
  }
  const columns = matMul(reshape(x, [batch, channels * height, width]), filters.x, false, true)
  const beside = transpose(reshape(columns, [batch, channels, height, n]), [0, 2, 1, 3])
  const rows = matMul(filters.y, reshape(beside, [batch, height, channels * n]))
  return transpose(reshape(rows, [batch, n, channels, n]), [0, 2, 1, 3])
}

/** r_t with attention, eq. 27: γ [F_Y x F_Xᵀ, F_Y x̂ F_Xᵀ] of `patch`, the two of them: [B, 2·C·N·N]. */
export function readThrough(patch: Tensor4D, intensity: Tensor2D): Tensor2D {
  const inputs = { a: flat(patch), factors: intensity }
  return fused('DrawScale', inputs, { divide: 0 }, ({ a, factors }) => mul<Tensor2D>(a, factors))
}

const flat = (image: Tensor4D): Tensor2D => reshape(image, [image.shape[0], -1])
