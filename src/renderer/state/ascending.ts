/** The index of the first of the ascending `values`, between `low` and `high`, that is at least `least`. */
export function firstFrom(values: ArrayLike<number>, least: number, low = 0, high = values.length): number {
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}

/** The index of the one of the ascending `values` that is nearest to `value`; -1 where there are none. */
export function nearestTo(values: ArrayLike<number>, value: number): number {
  const after = firstFrom(values, value)
  if (after === 0) return values.length > 0 ? 0 : -1
  if (after === values.length) return after - 1
  return value - (values[after - 1] as number) <= (values[after] as number) - value ? after - 1 : after
}

/** Of the ascending steps `kept`, the one nearest to `step`, if there is any. */
export const keptNear = (kept: readonly number[], step: number): number | undefined =>
  kept[nearestTo(kept, step)]
