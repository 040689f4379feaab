import { count, duration } from '../format'
import type { Look } from './look.svelte'
import { QUANTITIES, valueWords, type Quantity } from './quantities'
import type { SceneRun } from './scene'
import { spanOf } from './smooth'
import { nearestTo } from '../state/ascending'
import { smoothed, traceOf } from './traces'

/** Values of a run where the cross-hair stands, or its newest. */
export interface Reading {
  readonly quantity: Quantity
  readonly symbol: string
  /** Undefined where it has none; smoothed as it is drawn. */
  readonly training: number | undefined
  readonly raw: number | undefined
  readonly validation: number | undefined
}

/** @param cursor on the axis across; null reads the newest */
export function readingsOf(
  run: SceneRun,
  quantities: readonly Quantity[],
  look: Look,
  cursor: number | null,
): Reading[] {
  return quantities.flatMap((quantity) => {
    const training = traceOf(run, 'training', quantity, look.by)
    const validation = traceOf(run, 'validation', quantity, look.by)
    if (!training && !validation) return []
    const at = (x: Float64Array | undefined) =>
      !x ? -1 : cursor === null ? x.length - 1 : nearestTo(x, cursor)
    const row = at(training?.x)
    return [
      {
        quantity,
        symbol: QUANTITIES[quantity].symbol,
        training: training && smoothed(training.y, spanOf(look.smoothing))[row],
        raw: training?.y[row],
        validation: validation?.y[at(validation.x)],
      },
    ]
  })
}

/** Where the cross-hair stands, in words. */
export function placeWords(at: number, { by }: Look): string {
  if (by === 'time') return `${duration(at)} of training`
  return by === 'epoch' ? `epoch ${at.toFixed(2)}` : `step ${count(Math.round(at))}`
}

/** All of it in a line, for those who hear it. */
export const readingWords = (name: string | null, readings: readonly Reading[]): string =>
  [
    ...(name === null ? [] : [name]),
    ...readings.map(
      ({ quantity, symbol, training, validation }) =>
        `${symbol} ${valueWords(quantity, training)}${validation === undefined ? '' : `, validation ${valueWords(quantity, validation)}`}`,
    ),
  ].join(', ')
