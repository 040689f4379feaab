import { expect, it } from 'vitest'
import type { Raster } from './raster'
import { yuvOf } from './yuv'

const filled = (width: number, height: number, rgb: readonly number[]): Raster => ({
  width,
  height,
  channels: 3,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3] ?? 0),
})

// BT.601's own table of 100 % colour bars, 8 bits, 16…235.
it.each([
  ['black', [0, 0, 0], [16, 128, 128]],
  ['white', [255, 255, 255], [235, 128, 128]],
  ['red', [255, 0, 0], [81, 90, 240]],
  ['green', [0, 255, 0], [145, 54, 34]],
  ['blue', [0, 0, 255], [41, 240, 110]],
  ['yellow', [255, 255, 0], [210, 16, 146]],
])('%s is as the recommendation says', (_, rgb, [y, u, v]) => {
  const { data } = yuvOf(filled(4, 2, rgb))
  expect([...data]).toEqual([...Array(8).fill(y), u, u, v, v])
})

it('an odd picture is made even with the ground', () => {
  const { width, height, data } = yuvOf(filled(3, 1, [255, 255, 255]))
  expect([width, height]).toEqual([4, 2])
  expect([...data.subarray(0, 8)]).toEqual([235, 235, 235, 98, 98, 98, 98, 98])
})
