import { expect, it } from 'vitest'
import { layOut } from './sheet'

const room = { wide: 280, tall: 92, gap: 2, count: 24 }

it('fills three rows with 24 small images at one device pixel a pixel', () => {
  expect(layOut({ ...room, height: 28, width: 28 })).toMatchObject({
    scale: 1,
    columns: 8,
    rows: 3,
    wide: 238,
    tall: 88,
  })
})

it('doubles each pixel on a screen of twice the resolution', () => {
  const layout = layOut({ wide: 560, tall: 184, gap: 4, count: 24, height: 28, width: 28 })
  expect(layout).toMatchObject({ scale: 2, columns: 8, rows: 3, wide: 476, tall: 176 })
})

it.each([
  [60, 60],
  [100, 100],
  [32, 32],
  [9, 40],
])('of %d × %d images stays within the room where one fits, in full rows', (height, width) => {
  const { columns, rows, wide, tall, scale } = layOut({ ...room, height, width })
  expect(columns * rows).toBeLessThanOrEqual(24)
  expect(wide).toBeLessThanOrEqual(room.wide)
  if (height <= room.tall) expect(tall).toBeLessThanOrEqual(room.tall)
  expect(Number.isInteger(scale)).toBe(true)
})

it('shows a single image', () => {
  expect(layOut({ ...room, count: 1, height: 28, width: 28 })).toMatchObject({
    columns: 1,
    rows: 1,
    scale: 3,
  })
})
