import { expect, it } from 'vitest'
import { frameAt, stackOf, stepsOf, type Film } from './film'
import { windowAt } from './window'

const size = { count: 3, glimpses: 4, channels: 1, height: 1, width: 2 }
const drawn: Film = { ...size, canvases: Uint8Array.from({ length: 24 }, (_, i) => i) }
const read: Film = { ...size, stills: Uint8Array.from({ length: 6 }, (_, i) => 100 + i) }
const pictureOf = (film: Film, image: number, t: number) => {
  const { images, channels, height, width } = stackOf(film)
  const start = frameAt(film, image, t) * channels * height * width
  return [...images.subarray(start, start + channels * height * width)]
}

it('is another picture at each glimpse of a drawing', () => {
  // [count, T, 2]: image 1 at glimpse 3 is the (1 · 4 + 2)th of two pixels.
  expect(pictureOf(drawn, 1, 3)).toEqual([12, 13])
  expect(pictureOf(drawn, 2, 4)).toEqual([22, 23])
})

it('is the same picture at all glimpses of what is read', () => {
  expect(pictureOf(read, 1, 1)).toEqual([102, 103])
  expect(pictureOf(read, 1, 4)).toEqual([102, 103])
})

it('is laid out as the glimpses of one image, each with its window', () => {
  const write = Float32Array.from({ length: 3 * 4 * 5 }, (_, i) => i)
  const steps = stepsOf({ ...drawn, write }, 1)
  expect(steps).toMatchObject({ count: 4, glimpses: 1 })
  for (const t of [1, 2, 3, 4]) {
    expect(pictureOf(steps, t - 1, 1)).toEqual(pictureOf(drawn, 1, t))
    expect(windowAt(steps, 'write', t - 1, 1)).toEqual(windowAt({ ...drawn, write }, 'write', 1, t))
  }
  expect(pictureOf(stepsOf(read, 1), 3, 1)).toEqual([102, 103])
})
