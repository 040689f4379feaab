/** Height of a row, CSS pixels. */
export const ROW = 48
/** Rows beyond either edge, so that a quick scroll finds them drawn. */
const SPARE = 12

/** Which of `count` rows are drawn, from and up to: those seen in `height` pixels below `top`, and some more. */
export function rowsSeen(count: number, top: number, height: number): { from: number; to: number } {
  const first = Math.floor(top / ROW) - SPARE
  // Whole pages of them: a scroll by a row draws nothing anew.
  const from = Math.max(0, Math.min(first - (first % SPARE), count - 1))
  return { from, to: Math.min(count, from + Math.ceil(height / ROW) + 4 * SPARE) }
}
