import { count } from '../format'
import type { Axis } from './quantities'

/** What stands at `value` on an axis; null where a logarithmic one would be crowded. Shares, 0…1, are in percent. */
export function tickOf(value: number, axis: Axis, type: 'linear' | 'logarithmic'): string | null {
  // 0.29 · 100 is no whole number.
  const shown = axis === 'error' ? Number((100 * value).toPrecision(12)) : value
  const leading = Number(shown.toExponential().split('e')[0])
  if (type === 'logarithmic' && ![1, 2, 3, 5].includes(leading)) return null
  const words = shown !== 0 && Math.abs(shown) < 1e-3 ? shown.toExponential() : count(shown)
  return axis === 'error' ? `${words} %` : words
}

/** Seconds on an axis, in the unit that suits the number: 0, 45 s, 30 min, 2.5 h. */
export function spanWords(seconds: number): string {
  const [unit, name] =
    seconds < 120
      ? [1, 's']
      : seconds < 7200
        ? [60, 'min']
        : seconds < 172_800
          ? [3600, 'h']
          : [86_400, 'days']
  return seconds === 0 ? '0' : `${count(Number((seconds / unit).toPrecision(3)))} ${name}`
}

/** Between the words of two ticks, CSS pixels. */
const APART = 8

/**
 * `ticks` without those whose words, centred on them, would touch the last one's, or another's before them. Lengths are
 * CSS pixels.
 */
export function untouching<T extends { value: number }>(
  ticks: readonly T[],
  place: (value: number) => number,
  widthOf: (tick: T) => number,
): T[] {
  const last = ticks.at(-1)
  if (!last) return []
  const apart = (a: T, b: T) =>
    Math.abs(place(b.value) - place(a.value)) >= (widthOf(a) + widthOf(b)) / 2 + APART
  const kept: T[] = []
  for (const tick of ticks) {
    const before = kept.at(-1)
    if (tick === last || (apart(tick, last) && (!before || apart(before, tick)))) kept.push(tick)
  }
  return kept
}
