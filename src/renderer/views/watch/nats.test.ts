import { expect, it } from 'vitest'
import { madeDrawing } from '../../testing/drawings'
import { barsPath, meanNats } from './nats'

it('nats are averaged over the images, glimpse by glimpse', () => {
  const drawing = { ...madeDrawing({ count: 2, glimpses: 3 }), nats: Float32Array.of(1, 2, 3, 5, 6, 9) }
  expect(meanNats(drawing)).toEqual([3, 4, 6])
})

it('samples, which cost nothing, have no bars', () => {
  expect(meanNats(madeDrawing({ reads: false }))).toEqual([])
})

it('bars stand on the base line, and the greatest reaches the top', () => {
  expect(barsPath([1, 2], 2)).toBe('M0.075 1v-0.5h0.85v0.5zM1.075 1v-1h0.85v1z')
})

it('no number is no bar', () => {
  expect(barsPath([NaN], 2)).toBe('M0.075 1v0h0.85v0z')
})
