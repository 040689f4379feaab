import { expect, test } from 'vitest'
import { drawOutline, outlineOf, windowOf, WRITE_RED } from './box'
import { countingDrawing } from './fixture'
import { blank } from './raster'

test('the grid a zero output gives (eqs. 22–24) spans the centres of the first and last pixel', () => {
  // A = B = 28, N = 5: g = 29/2, δ = 27/4.
  const outline = outlineOf({ gX: 14.5, gY: 14.5, delta: 27 / 4, sigma: 1, size: 5 }, 4)
  expect(outline).toEqual({ left: 2, top: 2, right: 110, bottom: 110, border: 2 })
})

test('x and y are not mixed up', () => {
  const { left, top, right, bottom } = outlineOf({ gX: 20, gY: 5, delta: 2, sigma: 1, size: 3 }, 2)
  expect([left, right]).toEqual([(20 - 2 - 0.5) * 2, (20 + 2 - 0.5) * 2])
  expect([top, bottom]).toEqual([(5 - 2 - 0.5) * 2, (5 + 2 - 0.5) * 2])
})

test('one filter spans one stride', () => {
  const { left, right } = outlineOf({ gX: 10.5, gY: 10.5, delta: 6, sigma: 1, size: 1 }, 1)
  expect(right - left).toBe(6)
})

test('the border grows in proportion to σ and never vanishes', () => {
  const border = (sigma: number) => outlineOf({ gX: 1, gY: 1, delta: 1, sigma, size: 2 }, 4).border
  expect([border(0.001), border(1), border(2), border(4)]).toEqual([1, 2, 4, 8])
})

test('an outline is clipped to its own image', () => {
  const raster = blank(9, 3, 3, [0, 0, 0])
  const image = { left: 3, top: 0, width: 3, height: 3 }
  drawOutline(raster, { left: -5, top: -5, right: 1, bottom: 40, border: 1 }, image, WRITE_RED)
  const red = [...raster.data.keys()].filter((i) => i % 3 === 0 && raster.data[i] === WRITE_RED[0])
  expect(red.map((i) => (i / 3) % 9)).toEqual([3, 3, 3])
})

test('an outline is hollow, its corners filled', () => {
  const raster = blank(7, 7, 3, [0, 0, 0])
  const image = { left: 0, top: 0, width: 7, height: 7 }
  drawOutline(raster, { left: 1, top: 1, right: 6, bottom: 6, border: 1 }, image, WRITE_RED)
  const rows = Array.from({ length: 7 }, (_, y) =>
    Array.from({ length: 7 }, (_, x) => (raster.data[(y * 7 + x) * 3] ? '#' : '.')).join(''),
  )
  expect(rows).toEqual(['.......', '.#####.', '.#...#.', '.#...#.', '.#...#.', '.#####.', '.......'])
})

test('a drawing without windows has none, one with them tells N from its patches', () => {
  const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 3, height: 8, width: 8, writeSize: 5 })
  expect(windowOf(drawing, 'read', 0, 0)).toBeUndefined()
  expect(windowOf(drawing, 'write', 1, 2)).toMatchObject({ size: 5, gX: 25, gY: 26, delta: 27, sigma: 28 })
})
