import { LOSS_FACTS, type LossName } from '../../studio/losses'
import type { Curves } from '../../studio/run'
import { count } from '../format'

export type Quantity = LossName | 'gradNorm' | 'imagesPerSecond'
/** What is measured in one has an axis, and a place in the chart, of its own; they lie one above the other. */
export type Axis = 'nats' | 'error' | 'gradNorm' | 'imagesPerSecond'

interface QuantityFacts {
  readonly symbol: string
  readonly axis: Axis
  readonly dash: readonly number[]
}

/** In the order they are shown. Dashes tell apart what shares an axis. */
export const QUANTITIES: Readonly<Record<Quantity, QuantityFacts>> = {
  bound: { symbol: LOSS_FACTS.bound.symbol, axis: 'nats', dash: [] },
  lx: { symbol: LOSS_FACTS.lx.symbol, axis: 'nats', dash: [6, 3] },
  lz: { symbol: LOSS_FACTS.lz.symbol, axis: 'nats', dash: [1.5, 3] },
  loss: { symbol: LOSS_FACTS.loss.symbol, axis: 'nats', dash: [8, 3, 2, 3] },
  error: { symbol: LOSS_FACTS.error.symbol, axis: 'error', dash: [] },
  gradNorm: { symbol: 'Gradient norm', axis: 'gradNorm', dash: [] },
  imagesPerSecond: { symbol: 'Images/s', axis: 'imagesPerSecond', dash: [] },
}
export const QUANTITY_NAMES = Object.keys(QUANTITIES) as Quantity[]

export const AXES: Readonly<Record<Axis, { readonly title: string; readonly weight: number }>> = {
  nats: { title: 'nats per image', weight: 3 },
  error: { title: 'error', weight: 2 },
  gradNorm: { title: 'gradient norm', weight: 1.4 },
  imagesPerSecond: { title: 'images/s', weight: 1.4 },
}

/** @returns undefined where it was not measured */
export const columnOf = (
  curves: Curves,
  kind: 'training' | 'validation',
  quantity: Quantity,
): Float64Array | undefined => (curves[kind] as Partial<Record<string, Float64Array>>)[quantity]

/** A value as tables have it; its unit is said elsewhere, but for a share's. */
export function valueWords(quantity: Quantity, value: number | undefined): string {
  if (value === undefined) return '–'
  if (!Number.isFinite(value)) return String(value)
  switch (quantity) {
    case 'error':
      return `${(100 * value).toFixed(2)} %`
    case 'loss':
      return value.toFixed(3)
    case 'imagesPerSecond':
      return count(Math.round(value))
    case 'gradNorm':
      return value >= 1000 ? count(Math.round(value)) : value.toPrecision(3)
    default:
      return value.toFixed(1)
  }
}
