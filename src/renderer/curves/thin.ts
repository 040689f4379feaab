import { firstFrom } from '../state/ascending'

/**
 * The points of a curve that a screen can tell apart: of those between two `edges` (a column of pixels) the least, the
 * greatest and any that is no number, in their order; and the neighbours left and right of all, so that lines leave the
 * picture. No spike is lost.
 * @param x ascending
 * @param edges ascending, one more than there are columns
 * @param kept where the points' indices are written: room for 4 a column, and 2
 * @returns how many there are
 */
export function thinned(x: Float64Array, y: Float64Array, edges: Float64Array, kept: Int32Array): number {
  const columns = edges.length - 1
  const stop = firstFrom(x, nextAbove(edges[columns] as number))
  let i = firstFrom(x, edges[0] as number)
  let n = 0
  if (i > 0) kept[n++] = i - 1
  for (let column = 1; column <= columns && i < stop; column++) {
    const begin = i
    i = column === columns ? stop : firstFrom(x, edges[column] as number, i, stop)
    if (i - begin <= 3) for (let j = begin; j < i; j++) kept[n++] = j
    else n = extremes(y, begin, i, kept, n)
  }
  if (i < x.length) kept[n++] = i
  return n
}

/** Of a curve that is smooth the last point of each column is enough; otherwise as {@link thinned}. */
export function sampled(x: Float64Array, edges: Float64Array, kept: Int32Array): number {
  const columns = edges.length - 1
  const stop = firstFrom(x, nextAbove(edges[columns] as number))
  let i = firstFrom(x, edges[0] as number)
  let n = 0
  if (i > 0) kept[n++] = i - 1
  if (i < stop) kept[n++] = i
  for (let column = 1; column <= columns && i < stop; column++) {
    i = column === columns ? stop : firstFrom(x, edges[column] as number, i, stop)
    if (i - 1 > (kept[n - 1] ?? -1)) kept[n++] = i - 1
  }
  if (i < x.length) kept[n++] = i
  return n
}

/** The least double above a number that is not negative. */
const nextAbove = (value: number): number =>
  value + Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON)

/** Writes the places of the least, the greatest and one that is no number from `begin` to before `end`. */
function extremes(y: Float64Array, begin: number, end: number, kept: Int32Array, n: number): number {
  let least = -1
  let greatest = -1
  let gap = -1
  let low = Infinity
  let high = -Infinity
  for (let i = begin; i < end; i++) {
    const value = y[i] as number
    if (value - value !== 0) gap = i
    else {
      if (value < low) {
        low = value
        least = i
      }
      if (value > high) {
        high = value
        greatest = i
      }
    }
  }
  return keep(least, greatest, gap, kept, n)
}

/** Writes those that are there, ascending, each once. */
function keep(a: number, b: number, gap: number, kept: Int32Array, n: number): number {
  const low = a < b ? a : b
  const high = a < b ? b : a
  if (gap >= 0 && gap < low) kept[n++] = gap
  if (low >= 0) kept[n++] = low
  if (gap > low && gap < high) kept[n++] = gap
  if (high > low) kept[n++] = high
  if (gap > high) kept[n++] = gap
  return n
}

/** The least and greatest numbers of a curve between any two places, found without looking at all of it. */
export class Extremes {
  static readonly #BLOCK = 256
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #positive: Float64Array

  constructor(private readonly values: Float64Array) {
    const blocks = Math.ceil(values.length / Extremes.#BLOCK)
    this.#low = new Float64Array(blocks).fill(Infinity)
    this.#high = new Float64Array(blocks).fill(-Infinity)
    this.#positive = new Float64Array(blocks).fill(Infinity)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number
      if (value - value !== 0) continue
      const block = (i / Extremes.#BLOCK) | 0
      if (value < (this.#low[block] as number)) this.#low[block] = value
      if (value > (this.#high[block] as number)) this.#high[block] = value
      if (value > 0 && value < (this.#positive[block] as number)) this.#positive[block] = value
    }
  }

  /** Of the values from `from` to before `to`; infinite where none is finite. @param positive leaves out those up to 0 */
  between(from: number, to: number, positive = false): { min: number; max: number } {
    const size = Extremes.#BLOCK
    let min = Infinity
    let max = -Infinity
    for (let i = from; i < to;) {
      if (i % size === 0 && i + size <= to) {
        const block = i / size
        min = Math.min(min, (positive ? this.#positive : this.#low)[block] as number)
        max = Math.max(max, this.#high[block] as number)
        i += size
      } else {
        const value = this.values[i++] as number
        if (value - value !== 0 || (positive && value <= 0)) continue
        min = Math.min(min, value)
        max = Math.max(max, value)
      }
    }
    return { min, max }
  }
}
