import type { LossName } from '../../../studio/losses'
import type { Curves } from '../../../studio/run'

export interface Point {
  readonly x: number
  /** NaN leaves a gap. */
  readonly y: number
}

/** Steps a smoothed curve looks back over, at most and as a part of all. */
const LONGEST_SPAN = 50
const SPAN_PART = 1 / 20

const spanOf = (steps: number): number => Math.max(1, Math.min(LONGEST_SPAN, steps * SPAN_PART))

/** Exponential mean without the bias of its start; what is no number stays a gap and leaves no trace. */
export function smooth(values: readonly number[], span = spanOf(values.length)): number[] {
  const decay = 1 - 2 / (span + 1)
  let sum = 0
  let weight = 0
  return values.map((value) => {
    if (!Number.isFinite(value)) return NaN
    sum = decay * sum + (1 - decay) * value
    weight = decay * weight + (1 - decay)
    return sum / weight
  })
}

/** A curve in at most some three points for each of `buckets`: its least, its greatest, and any gap stay. */
export function thinned(steps: readonly number[], values: readonly number[], buckets: number): Point[] {
  const point = (i: number): Point => {
    const y = values[i] ?? NaN
    return { x: steps[i] ?? NaN, y: Number.isFinite(y) ? y : NaN }
  }
  if (steps.length <= 2 * buckets) return steps.map((_, i) => point(i))
  const points: Point[] = []
  for (let bucket = 0; bucket < buckets; bucket++) {
    const begin = Math.floor((bucket * steps.length) / buckets)
    const end = Math.floor(((bucket + 1) * steps.length) / buckets)
    let least = -1
    let greatest = -1
    let gap = -1
    for (let i = begin; i < end; i++) {
      const value = values[i] ?? NaN
      if (!Number.isFinite(value)) gap = i
      else {
        if (least < 0 || value < (values[least] ?? NaN)) least = i
        if (greatest < 0 || value > (values[greatest] ?? NaN)) greatest = i
      }
    }
    const kept = [...new Set([least, greatest, gap])].filter((i) => i >= 0).sort((a, b) => a - b)
    points.push(...kept.map(point))
  }
  return points
}

/** Every so-manieth point and the last: for curves that are smooth, so that several share their steps. */
export function sampled(steps: readonly number[], values: readonly number[], most: number): Point[] {
  const stride = Math.max(1, Math.ceil(steps.length / most))
  const last = steps.length - 1
  return steps.flatMap((x, i) => (i % stride === 0 || i === last ? [{ x, y: values[i] ?? NaN }] : []))
}

/** The newest values, training smoothed, for those who read instead of look. */
export function latest({ training, validation }: Curves, name: LossName) {
  const values = [...(training[name] ?? [])]
  const span = spanOf(values.length)
  return {
    training: smooth(values.slice(-Math.ceil(10 * span)), span).at(-1) ?? null,
    validation: validation[name]?.at(-1) ?? null,
  }
}
