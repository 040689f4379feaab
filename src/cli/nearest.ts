/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`: optimal string alignment. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const at = (line: number[], k: number) => line[k] as number
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] as number
}

/** The word most like `given`, if any is like it: at most two edits in five letters away, or begun by it. */
export function nearest(given: string, words: readonly string[]): string | undefined {
  const wanted = given.toLowerCase()
  const ranked = words
    .map((word) => {
      const lower = word.toLowerCase()
      const begun = wanted.length > 1 && (lower.startsWith(wanted) || wanted.startsWith(lower))
      return {
        word,
        edits: begun ? 0.5 : distance(wanted, lower),
        length: Math.max(wanted.length, lower.length),
      }
    })
    .filter(({ edits, length }) => edits <= Math.max(1, 0.4 * length))
    .sort((a, b) => a.edits - b.edits)
  return ranked[0]?.word
}

/** " Did you mean X? Choose one of X, Y." for a word that is none of `words`. */
export function choices(given: string, words: readonly string[]): string {
  const close = nearest(given, words)
  return `${close === undefined ? '' : `Did you mean ${close}? `}Choose one of ${words.join(', ')}.`
}
