import { describe, expect, it } from 'vitest'
import { arrange } from './arrange'

const wanted = {
  groups: 2,
  count: 16,
  width: 28,
  height: 28,
  images: 1,
  seam: 1,
  gap: 5,
  margin: 3,
  heading: 20,
  between: 16,
  least: 28,
  beside: 100,
}

describe('arrange', () => {
  it('takes the largest scale that fits, and there the fewest columns', () => {
    // 780 × 560: twice 260 for 16 pictures. At 3 × 28 = 84 six columns would be needed, 3 rows of 89 = 267: too many.
    // At 56: four rows of 61 = 245 fit, so four columns do.
    expect(arrange({ wide: 780, tall: 560 }, wanted)).toEqual({ wide: 4 * 61 - 5 + 6, tall: 4 * 61 - 5 + 6 })
  })

  it('takes full rows where they fit', () => {
    // At 28, three columns in six rows would be narrower than four in four.
    expect(arrange({ wide: 520, tall: 440 }, wanted).wide).toBe(4 * 33 - 5 + 6)
  })

  it('gives one group the room of two', () => {
    // At 4 × 28 = 112, four rows of 117 = 469 fit in 540.
    expect(arrange({ wide: 780, tall: 560 }, { ...wanted, groups: 1 })).toEqual({ wide: 469, tall: 469 })
  })

  it('leaves a third of the width to the large picture', () => {
    for (const wide of [400, 600, 900, 1400])
      for (const side of [28, 32, 60, 100])
        expect(
          wide - arrange({ wide, tall: 600 }, { ...wanted, width: side, height: side }).wide,
        ).toBeGreaterThanOrEqual(0.34 * wide)
  })

  it('is rather scrolled than small, and leaves the large picture its numbers', () => {
    // At 56 six columns would fit in height, but not in width: four do, and one row more is scrolled.
    const small = { ...wanted, least: 48, beside: 232 }
    expect(arrange({ wide: 500, tall: 430 }, small)).toEqual({ wide: 4 * 61 - 5 + 6, tall: 195 })
  })

  it('gives all of the height where even the least scale does not fit, to be scrolled', () => {
    expect(arrange({ wide: 400, tall: 300 }, { ...wanted, width: 100, height: 100 }).tall).toBe(130)
  })
})
