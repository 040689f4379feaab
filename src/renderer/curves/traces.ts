import { rowsUpTo } from '../../studio/curves'
import type { Curves } from '../../studio/run'
import type { By } from './look.svelte'
import { columnOf, type Quantity } from './quantities'
import { smooth } from './smooth'
import { nearestTo } from '../state/ascending'
import { Extremes } from './thin'

export type Kind = 'training' | 'validation'
/** What a trace is made of. */
export interface Source {
  /** Grown in place: each growth makes new views. */
  readonly curves: Curves
  readonly stepsPerEpoch: number
}

/** What was made of a column is kept as long as the column is. */
const remembered = <T>(make: (column: Float64Array) => T) => {
  const made = new WeakMap<Float64Array, T>()
  return (column: Float64Array): T => {
    const known = made.get(column) ?? make(column)
    made.set(column, known)
    return known
  }
}

export const extremesOf = remembered((column) => new Extremes(column))
const smoothedBy = remembered(() => new Map<number, Float64Array>())
const epochsBy = remembered(() => new Map<number, Float64Array>())

/** {@link smooth}, remembered. */
export function smoothed(column: Float64Array, span: number): Float64Array {
  const known = smoothedBy(column)
  const values = known.get(span) ?? smooth(column, span)
  // Whoever moves the slider leaves many behind.
  known.clear()
  known.set(span, values)
  return values
}

/** Where the rows of `kind` stand on the axis across: steps, epochs, or seconds of training. */
export function across({ curves, stepsPerEpoch }: Source, kind: Kind | 'glimpses', by: By): Float64Array {
  const { step } = curves[kind]
  if (by === 'step') return step
  if (by === 'epoch') {
    const known = epochsBy(step)
    const epochs = known.get(stepsPerEpoch) ?? step.map((at) => at / stepsPerEpoch)
    known.set(stepsPerEpoch, epochs)
    return epochs
  }
  return kind === 'training' ? curves.training.seconds : step.map((at) => secondsAt(curves, at))
}

/** Where `step` stands on the axis across; NaN where that is not known. */
export function placeOf(source: Source, step: number, by: By): number {
  if (by === 'step') return step
  return by === 'epoch' ? step / source.stepsPerEpoch : secondsAt(source.curves, step)
}

/** The step of the training that stands nearest to a place on the axis across; 0 where there is none. */
export const stepAt = (source: Source, at: number, by: By): number =>
  source.curves.training.step[nearestTo(across(source, 'training', by), at)] ?? 0

/** Seconds of training up to `step`. */
function secondsAt({ training: { step, seconds } }: Curves, at: number): number {
  return at === 0 ? 0 : (seconds[rowsUpTo(step, at) - 1] ?? NaN)
}

/** A curve: where it stands across, and its values. Undefined where the run has none. */
export function traceOf(source: Source, kind: Kind, quantity: Quantity, by: By) {
  const y = columnOf(source.curves, kind, quantity)
  return y && y.length > 0 ? { x: across(source, kind, by), y } : undefined
}
