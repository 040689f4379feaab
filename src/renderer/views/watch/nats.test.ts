import { expect, it } from 'vitest'
import { madeDrawing } from '../../testing/drawings'
import { meanNats } from './nats'

it('nats are averaged over the images, glimpse by glimpse', () => {
  const drawing = { ...madeDrawing({ count: 2, glimpses: 3 }), nats: Float32Array.of(1, 2, 3, 5, 6, 9) }
  expect(meanNats(drawing)).toEqual([3, 4, 6])
})

it('samples, which cost nothing, have no bars', () => {
  expect(meanNats(madeDrawing({ reads: false }))).toEqual([])
})
