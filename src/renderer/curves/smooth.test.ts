import { describe, expect, it } from 'vitest'
import { smooth, spanOf, STRONGEST } from './smooth'

describe('smooth', () => {
  it('leaves a constant alone from its first value on', () => {
    for (const value of smooth(new Float64Array(200).fill(7), 50)) expect(value).toBeCloseTo(7, 12)
  })

  it('is the weighted mean it claims to be', () => {
    // Span 3: decay ½, weights ¼ ½ 1 over their sum 7⁄4.
    expect(smooth(Float64Array.of(4, 8, 2), 3).at(-1)).toBeCloseTo((4 / 4 + 8 / 2 + 2) / (7 / 4), 12)
  })

  it('passes over what is no number', () => {
    const [first, gap, last] = smooth(Float64Array.of(4, NaN, 4), 3)
    expect([first, last]).toEqual([4, 4])
    expect(gap).toBeNaN()
  })

  it('of span 1 changes nothing', () => {
    expect([...smooth(Float64Array.of(3, 1, 2), 1)]).toEqual([3, 1, 2])
  })
})

it('the slider goes from no smoothing to ten thousand steps', () => {
  expect([0, 10, 17, STRONGEST].map(spanOf)).toEqual([1, 10, 50, 10_000])
})
