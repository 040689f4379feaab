import type { Unit } from '../../../studio/losses'
import { count } from '../../format'

/** What stands at `value` on an axis; null where a logarithmic one would be crowded. Shares, 0…1, are in percent. */
export function tickOf(value: number, unit: Unit, type: 'linear' | 'logarithmic'): string | null {
  // 0.29 · 100 is no whole number.
  const shown = unit === '%' ? Number((100 * value).toPrecision(12)) : value
  const leading = Number(shown.toExponential().split('e')[0])
  if (type === 'logarithmic' && ![1, 2, 3, 5].includes(leading)) return null
  return unit === '%' ? `${shown} %` : count(shown)
}

/** Between the words of two ticks, CSS pixels. */
const APART = 8

/** `ticks` without those whose words, centred on them, would touch the last one's. Lengths are CSS pixels. */
export function untouching<T extends { value: number }>(
  ticks: readonly T[],
  place: (value: number) => number,
  widthOf: (tick: T) => number,
): T[] {
  const last = ticks.at(-1)
  if (!last) return []
  const free = (tick: T) => (widthOf(tick) + widthOf(last)) / 2 + APART
  return ticks.filter((tick) => tick === last || place(last.value) - place(tick.value) >= free(tick))
}
