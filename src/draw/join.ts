import { concat, type Tensor } from '@tensorflow/tfjs-core'
import { fused } from './fused'

/** Tensors side by side along their second axis; one alone is itself. */
export const join = <T extends Tensor>(parts: readonly T[]): T => {
  const [only, ...more] = parts
  if (only && more.length === 0) return only
  return fused(
    'DrawJoin',
    Object.fromEntries(parts.map((part, i) => [i, part])),
    Object.fromEntries(parts.map((part, i) => [i, part.shape[1] as number])),
    (given) => concat(Object.values(given), 1),
  )
}
