import { describe, expect, it } from 'vitest'
import { layOutStage, placeOn, squareOn, under } from './stage'

const size = { channels: 1, height: 20, width: 30 }
const look = { n: 3, window: { gX: 10, gY: 8, delta: 4, sigma: 1, gamma: 1 } }

describe.each([
  { wide: 500, tall: 600, ratio: 1 },
  { wide: 1100, tall: 700, ratio: 2 },
])('on %o', (room) => {
  const layout = layOutStage(room, size)
  const { picture, scale, x, y } = layout

  it('lays filterbanks along the sides of the picture they see, in whole pixels, within the room', () => {
    expect([picture.wide, picture.tall]).toEqual([30 * scale, 20 * scale])
    expect([x.x, x.wide]).toEqual([picture.x, picture.wide])
    expect([y.y, y.tall]).toEqual([picture.y, picture.tall])
    expect(x.y + x.tall).toBeLessThan(picture.y)
    expect(y.x + y.wide).toBeLessThan(picture.x)
    for (const value of [picture.x, picture.y, scale]) expect(Number.isInteger(value)).toBe(true)
    expect(Math.min(x.y, y.x)).toBeGreaterThanOrEqual(0)
    expect(picture.x + picture.wide).toBeLessThanOrEqual(room.wide)
    expect(picture.y + picture.tall).toBeLessThanOrEqual(room.tall)
  })

  it('has the middle of pixel 1 half a pixel from the corner, and the grid between its outer centres', () => {
    expect(placeOn(layout, 1, 1)).toEqual([picture.x + scale / 2, picture.y + scale / 2])
    const [left, top] = placeOn(layout, 6, 4)
    expect(squareOn(layout, look)).toEqual({ x: left, y: top, wide: 8 * scale, tall: 8 * scale })
  })

  it('finds the filter that lies under a place of the picture, and under a row or column of a filterbank', () => {
    const [px, py] = placeOn(layout, 14, 4)
    expect(under(layout, look, px, py)).toEqual({ i: 3, j: 1 })
    expect(under(layout, look, picture.x + picture.wide - 1, picture.y + picture.tall - 1)).toEqual({
      term: 'x',
    })
    expect(under(layout, look, x.x + 1, x.y + x.tall / 2)).toEqual({ term: 'FX', i: 2 })
    expect(under(layout, look, y.x + y.wide - 1, y.y + 1)).toEqual({ term: 'FY', j: 3 })
    expect(under(layout, look, 0, 0)).toEqual({})
  })
})
