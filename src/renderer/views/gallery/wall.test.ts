import { describe, expect, it } from 'vitest'
import { seenOf, wallOf, type Tiles } from './wall'

const tiles: Tiles = {
  count: 16,
  width: 28,
  height: 28,
  images: 1,
  seam: 1,
  gap: 4,
  gutter: 0,
  least: 48,
  tallest: 0.5,
}

describe('a wall', () => {
  it('has the largest tiles at which all are seen, without empty places', () => {
    const { scale, columns, rows, width, height } = wallOf({ wide: 800, tall: 600 }, tiles)
    expect([scale, columns, rows, width, height]).toEqual([5, 4, 4, 4 * 144 - 4, 4 * 144 - 4])
  })
  it('of very many scrolls, in as many columns as fit', () => {
    const { scale, columns, rows } = wallOf({ wide: 800, tall: 600 }, { ...tiles, count: 1000 })
    expect([scale, columns, rows]).toEqual([2, 13, 77])
  })
  it('that would leave half of the room empty is rather scrolled a little', () => {
    const { scale, columns, height } = wallOf({ wide: 486, tall: 470 }, { ...tiles, width: 60, height: 60 })
    expect([scale, columns, height]).toEqual([2, 3, 6 * 124 - 4])
  })
  it('keeps given columns, and words at the left of them', () => {
    const layout = wallOf({ wide: 800, tall: 600 }, { ...tiles, columns: 8, gutter: 90 })
    expect([layout.columns, layout.rows, layout.scale]).toEqual([8, 2, 3])
    expect(layout.width).toBeLessThanOrEqual(800)
  })
  it('one row does not take all of the height', () => {
    expect(wallOf({ wide: 2000, tall: 600 }, { ...tiles, count: 2, columns: 2 }).tall).toBeLessThanOrEqual(
      300,
    )
  })
  it('many rows of given columns scroll down; too many columns scroll across', () => {
    const rows = wallOf({ wide: 800, tall: 600 }, { ...tiles, count: 400, columns: 4 })
    expect(rows.width).toBeLessThanOrEqual(800)
    expect(rows.height).toBeGreaterThan(600)
    const columns = wallOf({ wide: 800, tall: 600 }, { ...tiles, count: 200, columns: 100 })
    expect([columns.scale, columns.width > 800]).toEqual([2, true])
  })
  it('makes room for neighbours', () => {
    const { wide, scale } = wallOf({ wide: 800, tall: 600 }, { ...tiles, images: 2 })
    expect(wide).toBe(2 * 28 * scale + 1)
  })
})

it('only rows of which something is seen count', () => {
  const layout = wallOf({ wide: 800, tall: 600 }, { ...tiles, count: 1000 })
  expect(seenOf(layout, 1000, 0, 600)).toEqual({ first: 0, last: 13 * 10 - 1 })
  expect(seenOf(layout, 1000, 60, 60)).toEqual({ first: 13, last: 25 })
  expect(seenOf(layout, 1000, 76 * 60, 600).last).toBe(999)
})
