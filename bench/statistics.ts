/** The middle of `values`. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which the share `q` of `values` lies, between two of them in proportion. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = q * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN]
  return low + (high - low) * (place - Math.floor(place))
}

/** Of each pair measured side by side the first over the second; machines slow down, pairs do so together. */
export const ratios = (first: readonly number[], second: readonly number[]): number[] =>
  first.map((value, i) => value / (second[i] ?? NaN))

/** `value` to so many digits after the point. */
export const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits))
