/** A mark under the slider over training. */
export interface Mark {
  /** Place among the snapshots. */
  readonly at: number
  /** Its step, where that is written. */
  readonly step?: number
}

/** So many strokes are told apart. */
const MOST_STROKES = 120

/**
 * Marks of the snapshots after `steps`, ascending: a stroke for each, or for every 2nd, 5th, 10th …, and the step
 * written at every so many of them that at most `labels` are.
 */
export function marksOf(steps: readonly number[], labels: number): Mark[] {
  const stroke = intervalOf(steps.length, MOST_STROKES)
  const label = Math.max(stroke, intervalOf(steps.length, Math.max(1, labels)))
  return steps.flatMap((step, at) => {
    if (at % stroke !== 0) return []
    return [at % label === 0 ? { at, step } : { at }]
  })
}

/** The least of 1, 2, 5, 10, 20 … of which `count` has at most `most`. */
function intervalOf(count: number, most: number): number {
  for (let power = 1; ; power *= 10)
    for (const digit of [1, 2, 5]) if (Math.ceil(count / (digit * power)) <= most) return digit * power
}
