import { describe, expect, it } from 'vitest'
import { thinned } from './thinning'

const one = (step: number) => ({ step, bytes: 1 })

/** The steps that are left of `every`, `2·every`, … `last` when only `budget` may stay at any time. */
function trained(every: number, last: number, budget: number): number[] {
  let kept = [one(0)]
  for (let step = every; step <= last; step += every) {
    kept.push(one(step))
    const gone = new Set(thinned(kept, budget))
    kept = kept.filter(({ step }) => !gone.has(step))
  }
  return kept.map(({ step }) => step)
}

describe('thinned', () => {
  it('removes nothing within the budget', () => {
    expect(thinned([0, 1, 2, 3].map(one), 4)).toEqual([])
  })

  it('removes the one whose neighbours are nearest to each other in log(step)', () => {
    // Ratios of the neighbours: 200 : 1, 110 : 10, 1000 : 100 …; that of 100 and 120 around 110 is the least.
    expect(thinned([1, 10, 100, 110, 120, 1000].map(one), 5)).toEqual([110])
  })

  it('counts bytes, not files', () => {
    const kept = [
      { step: 0, bytes: 50 },
      { step: 10, bytes: 50 },
      { step: 20, bytes: 300 },
      { step: 40, bytes: 50 },
      { step: 80, bytes: 50 },
    ]
    expect(thinned(kept, 200)).toEqual([20])
  })

  it('leaves step 0, the first after it and the newest whatever the budget', () => {
    expect(thinned([0, 100, 200, 300, 400].map(one), 0)).toEqual([300, 200])
    expect(thinned([100, 200, 300].map(one), 0)).toEqual([200])
    expect(thinned([0, 100].map(one), 0)).toEqual([])
  })

  it('leaves a long training evenly spread over log(step), the newest always there', () => {
    const steps = trained(100, 100_000, 60)
    expect(steps).toHaveLength(60)
    expect([...steps.slice(0, 2), steps.at(-1)]).toEqual([0, 100, 100_000])
    // Of 1,000 made, the early ones are as far apart as they were made; later gaps are alike within a factor.
    const gaps = steps.slice(2).map((step, i) => Math.log(step / (steps[i + 1] ?? NaN)))
    const late = gaps.filter((_, i) => (steps[i + 1] ?? 0) > 2000).slice(0, -1)
    expect(late.length).toBeGreaterThan(30)
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(2.5)
  })
})
