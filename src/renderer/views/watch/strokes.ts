import type { LossName } from '../../../studio/losses'

/** Colour says training or validation; the stroke says which loss. */
export const DASHES: Record<LossName, number[]> = {
  bound: [],
  lx: [6, 3],
  lz: [1.5, 3],
  loss: [],
  error: [6, 3],
}
