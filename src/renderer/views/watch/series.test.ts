import { emptyCurves } from '../../../studio/curves'
import { describe, expect, it } from 'vitest'
import { latest, sampled, smooth, thinned } from './series'

const steps = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

describe('thinned', () => {
  it('keeps few points as they are', () => {
    expect(thinned([1, 2], [5, 6], 10)).toEqual([
      { x: 1, y: 5 },
      { x: 2, y: 6 },
    ])
  })

  it('keeps every spike of 100,000 points in some 800, in order', () => {
    const values = steps(100_000).map((step) => 100 + Math.sin(step))
    values[12_345] = 5000
    values[76_543] = -5000
    const points = thinned(steps(100_000), values, 400)
    expect(points.length).toBeLessThanOrEqual(800)
    expect(points).toContainEqual({ x: 12_346, y: 5000 })
    expect(points).toContainEqual({ x: 76_544, y: -5000 })
    expect(points.every(({ x }, i) => i === 0 || x > (points[i - 1]?.x ?? 0))).toBe(true)
  })

  it('leaves a gap where there is no number', () => {
    const values = steps(10_000).map(() => 1)
    values[5000] = NaN
    values[6000] = Infinity
    const gaps = thinned(steps(10_000), values, 100).filter(({ y }) => Number.isNaN(y))
    expect(gaps.map(({ x }) => x)).toEqual([5001, 6001])
  })
})

describe('smooth', () => {
  it('leaves a constant alone from its first value on', () => {
    for (const value of smooth(steps(200).map(() => 7))) expect(value).toBeCloseTo(7, 12)
  })

  it('is the weighted mean it claims to be', () => {
    // Span 3: decay ½, weights ¼ ½ 1 over their sum 7⁄4.
    expect(smooth([4, 8, 2], 3).at(-1)).toBeCloseTo((4 / 4 + 8 / 2 + 2) / (7 / 4), 12)
  })

  it('passes over what is no number', () => {
    const [first, gap, last] = smooth([4, NaN, 4], 3)
    expect([first, last]).toEqual([4, 4])
    expect(gap).toBeNaN()
  })
})

describe('sampled', () => {
  it('keeps the first and the last', () => {
    const points = sampled(steps(1001), steps(1001), 100)
    expect(points.length).toBeLessThanOrEqual(102)
    expect([points[0]?.x, points.at(-1)?.x]).toEqual([1, 1001])
  })
})

describe('latest', () => {
  it('is the end of the smoothed curve', () => {
    const bound = steps(3000).map((step) => 100 + 40 * Math.sin(step / 30))
    const none = Float64Array.from(steps(3000), () => 0)
    const training = {
      step: Float64Array.from(steps(3000)),
      bound: Float64Array.from(bound),
      lx: none,
      lz: none,
      gradNorm: none,
      imagesPerSecond: none,
      seconds: none,
    }
    const shown = latest({ ...emptyCurves(), training }, 'bound')
    expect(shown.training).toBeCloseTo(smooth(bound).at(-1) ?? NaN, 6)
    expect(shown.validation).toBeNull()
  })
})
