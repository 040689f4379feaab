export const MOST_SAMPLES = 100
export const LAST_SEED = 2_147_483_647
/** Images of a split that are read at once. */
export const PAGE = 48

/** A whole number from `least` to `most`, or undefined. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text)
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined
}
