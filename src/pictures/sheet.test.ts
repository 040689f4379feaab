import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { GROUND } from './raster'
import { sheetPng } from './sheet'

const grey = GROUND[0]

test('one channel becomes a grey picture with every pixel a square of `scale`', () => {
  const images = Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120)
  const bytes = sheetPng(images, { count: 2, channels: 1, height: 2, width: 3, columns: 2, scale: 2 })
  const { width, height, channels, data } = decode(bytes)
  expect([width, height, channels]).toEqual([4 + 6 + 4 + 6 + 4, 4 + 4 + 4, 1])
  const row = (y: number) => [...data.subarray(y * width, (y + 1) * width)]
  const ground = Array<number>(4).fill(grey)
  const first = [...ground, 10, 10, 20, 20, 30, 30, ...ground, 70, 70, 80, 80, 90, 90, ...ground]
  expect(row(3)).toEqual(Array(24).fill(grey))
  expect(row(4)).toEqual(first)
  expect(row(5)).toEqual(first)
  expect(row(6)).toEqual([
    ...ground,
    40,
    40,
    50,
    50,
    60,
    60,
    ...ground,
    100,
    100,
    110,
    110,
    120,
    120,
    ...ground,
  ])
})

test('planar colour channels become RGB pixels', () => {
  const images = Uint8Array.of(255, 1, 128, 2, 0, 3)
  const { channels, data, width } = decode(
    sheetPng(images, { count: 1, channels: 3, height: 1, width: 2, scale: 1 }),
  )
  expect(channels).toBe(3)
  expect([...data.subarray((4 * width + 4) * 3, (4 * width + 6) * 3)]).toEqual([255, 128, 0, 1, 2, 3])
})

test('five images make three columns and two rows, the last cell left empty', () => {
  const { width, height, data } = decode(
    sheetPng(new Uint8Array(5).fill(255), { count: 5, channels: 1, height: 1, width: 1, scale: 1 }),
  )
  expect([width, height]).toEqual([3 * 5 + 4, 2 * 5 + 4])
  expect(data[4 * width + 14]).toBe(255)
  expect(data[9 * width + 14]).toBe(grey)
})

test('the nearest training image stands at the right of each', () => {
  const { width, data } = decode(
    sheetPng(Uint8Array.of(1, 2), {
      count: 2,
      channels: 1,
      height: 1,
      width: 1,
      scale: 1,
      columns: 2,
      nearest: Uint8Array.of(201, 202),
    }),
  )
  const row = data.subarray(4 * width, 5 * width)
  expect([row[4], row[6], row[11], row[13]]).toEqual([1, 201, 2, 202])
})

test('text is kept, what Latin-1 lacks escaped', () => {
  const sheet = { count: 1, channels: 1, height: 1, width: 1 }
  const text = { 'Easel-Run': 'café', 'Easel-Command': 'easel sample 数字\n' }
  expect(decode(sheetPng(new Uint8Array(1), { ...sheet, text })).text).toEqual({
    'Easel-Run': 'café',
    'Easel-Command': 'easel sample \\u{6570}\\u{5b57}\\u{a}',
  })
})

test('small images are enlarged by a whole number, large ones are left as they are', () => {
  const side = (height: number) =>
    decode(sheetPng(new Uint8Array(height ** 2), { count: 1, channels: 1, height, width: height })).width - 8
  expect(side(28)).toBe(84)
  expect(side(54)).toBe(108)
  expect(side(100)).toBe(100)
})

test('the same images give the same bytes', () => {
  const make = () => sheetPng(Uint8Array.of(1, 2, 3, 4), { count: 4, channels: 1, height: 1, width: 1 })
  expect(make()).toEqual(make())
})
