import { describe, expect, it } from 'vitest'
import { median, quantile, ratios } from './statistics'

describe('statistics', () => {
  it('the median is the middle, or the mean of the middle two, whatever the order', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('quantiles lie between two values in proportion', () => {
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20)
    expect(quantile([0, 10], 0.75)).toBe(7.5)
  })

  it('ratios are of pairs', () => {
    expect(ratios([1, 6, 2], [2, 3, 8])).toEqual([0.5, 2, 0.25])
  })
})
