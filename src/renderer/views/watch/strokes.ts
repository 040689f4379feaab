import type { Quantity } from './series'

/** Colour says training or validation; the stroke says which quantity. */
export const DASHES: Record<Quantity, number[]> = { bound: [], lx: [6, 3], lz: [1.5, 3] }
