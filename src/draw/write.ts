import { matMul, reshape, transpose, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Filterbanks } from './filterbank'
import { fused } from './fused'

/**
 * F̂_Yᵀ w F̂_X of every channel, eq. 29: [B, C, N, N] → [B, C, H, W], the transpose of reading.
 * @param patch w_t / γ̂
 */
export const spread = (patch: Tensor4D, filters: Filterbanks): Tensor4D =>
  fused('DrawSpread', { patch, y: filters.y, x: filters.x }, {}, ({ patch, ...filters }) =>
    spreadOut(patch, filters),
  )

function spreadOut(patch: Tensor4D, filters: Filterbanks): Tensor4D {
  const [batch, channels, n] = patch.shape
  const [height, width] = [filters.y.shape[2], filters.x.shape[2]]
  const rows = matMul(filters.y, reshape(transpose(patch, [0, 2, 1, 3]), [batch, n, channels * n]), true)
  const columns = reshape(transpose(reshape(rows, [batch, height, channels, n]), [0, 2, 1, 3]), [
    batch,
    channels * height,
    n,
  ])
  return reshape(matMul(columns, filters.x), [batch, channels, height, width])
}
