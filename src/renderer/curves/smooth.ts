/**
 * Exponential mean over about `span` values, without the bias of its start; what is no number stays a gap and leaves
 * no trace.
 */
export function smooth(values: Float64Array, span: number): Float64Array {
  const decay = 1 - 2 / (span + 1)
  const smoothed = new Float64Array(values.length)
  let sum = 0
  let weight = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isFinite(value)) {
      sum = decay * sum + (1 - decay) * value
      weight = decay * weight + (1 - decay)
      smoothed[i] = sum / weight
    } else smoothed[i] = NaN
  }
  return smoothed
}

/** Places of the slider. */
export const STRONGEST = 40

/** Steps that a place of the slider, 0…{@link STRONGEST}, looks back over: 1 (none) … 10,000, evenly in logarithm. */
export const spanOf = (place: number): number => Math.round(10 ** (place / 10))
