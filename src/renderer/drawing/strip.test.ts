import { describe, expect, it } from 'vitest'
import { stripOf } from './strip'

const wanted = { glimpses: 64, every: false, room: 700, wide: 56, tall: 56, gap: 3 }

describe('stripOf', () => {
  it('shows every glimpse where there is room', () => {
    const strip = stripOf({ ...wanted, glimpses: 10 })
    expect(strip.cells.map(({ t }) => t)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(strip.height).toBe(56)
  })

  it('is spread over the room where it is not, and ends with the last glimpse', () => {
    const { cells } = stripOf(wanted)
    expect(cells.length).toBe(11)
    expect(cells.at(-1)?.t).toBe(64)
    const end = (cells.at(-1)?.x ?? 0) + 56
    expect(end).toBeLessThanOrEqual(700)
    expect(end).toBeGreaterThan(700 - cells.length)
  })

  it('has a cell for each glimpse, in order', () => {
    const strip = stripOf(wanted)
    const places = Array.from({ length: 64 }, (_, i) => strip.cellOf(i + 1))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(new Set(places).size).toBe(strip.cells.length)
    expect(places[0]).toBe(0)
    expect(places[63]).toBe(strip.cells.length - 1)
  })

  it('breaks into rows when every glimpse is wanted', () => {
    const strip = stripOf({ ...wanted, every: true })
    expect(strip.cells.length).toBe(64)
    expect(strip.cells[11]).toEqual({ t: 12, x: 0, y: 59 })
    expect(strip.height).toBe(6 * 59 - 3)
  })
})
