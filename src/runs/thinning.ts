/** One file of a series, after `step`. */
export interface Kept {
  readonly step: number
  readonly bytes: number
}

/**
 * The steps that give way so that the others take no more than `budget` bytes and lie evenly over log(step): one after
 * another, the one whose neighbours are nearest to each other. Step 0, the first after it and the newest stay.
 * @param kept by step, ascending
 */
export function thinned(kept: readonly Kept[], budget: number): number[] {
  const left = [...kept]
  const first = left[0]?.step === 0 ? 2 : 1
  let bytes = left.reduce((sum, each) => sum + each.bytes, 0)
  const gone: number[] = []
  while (bytes > budget && left.length > first + 1) {
    let least = first
    let nearest = Infinity
    for (let i = first; i < left.length - 1; i++) {
      const ratio = (left[i + 1]?.step ?? NaN) / (left[i - 1]?.step ?? NaN)
      if (ratio < nearest) [least, nearest] = [i, ratio]
    }
    const [removed] = left.splice(least, 1)
    if (!removed) break
    bytes -= removed.bytes
    gone.push(removed.step)
  }
  return gone
}
