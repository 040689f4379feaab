import { expect, it } from 'vitest'
import { frameAt, stackOf, type Film } from './film'

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
