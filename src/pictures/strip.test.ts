import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { WRITE_RED } from './box'
import { countingDrawing } from './fixture'
import { stripPng } from './strip'

const size = { count: 2, glimpses: 3, channels: 1, height: 28, width: 28 }
const boxes = { read: true, write: true }
const cell = 28 * 2 + 2

test('rows are drawings, columns glimpses', () => {
  const { width, height, channels, data } = decode(stripPng(countingDrawing(size), { boxes }))
  expect([width, height, channels]).toEqual([3 * cell + 2, 2 * cell + 2, 1])
  const at = (i: number, t: number) => data[(2 + i * cell + 20) * width + 2 + t * cell + 20]
  expect([at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2)]).toEqual([0, 1, 2, 10, 11, 12])
})

test('the write box of each glimpse is red on its own canvas, and can be left out', () => {
  const drawing = countingDrawing({ ...size, writeSize: 3 })
  drawing.write?.fill(0)
  // Glimpse 2 of drawing 1: centre (10, 20), δ 4, σ ½: from 8 − ½ to 12 − ½, doubled.
  drawing.write?.set([10, 20, 4, 0.5, 1], (1 * 3 + 2) * 5)
  const { width, channels, data } = decode(stripPng(drawing, { boxes }))
  const rgb = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
  const [left, top] = [2 + 2 * cell, 2 + cell]
  expect(channels).toBe(3)
  expect(rgb(left + 11, top + 39)).toEqual([...WRITE_RED])
  expect(rgb(left + 11, top + 31)).toEqual([...WRITE_RED])
  expect(rgb(left + 19, top + 39)).toEqual([12, 12, 12])
  const plain = stripPng(drawing, { boxes: { read: true, write: false } })
  expect(decode(plain).channels).toBe(1)
})

test('64 glimpses of a small image fit in 4,000 pixels', () => {
  const drawing = countingDrawing({ ...size, count: 1, glimpses: 64 })
  expect(decode(stripPng(drawing, { boxes })).width).toBeLessThan(4000)
})
