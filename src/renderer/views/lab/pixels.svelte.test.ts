import { expect, it } from 'vitest'
import { ENDS } from '../../drawing/looks'
import type { Picture } from './attention'
import { pixelsIn } from './pictures'

const of = (channels: number, ...values: number[]): Picture => ({
  channels,
  height: 1,
  width: values.length / channels,
  values: Float32Array.from(values),
})
const pixel = ({ data }: ImageData, p: number) => [...data.subarray(4 * p, 4 * p + 4)]

it('values between the tones are grey, those beyond as the ends', () => {
  const seen = pixelsIn(of(1, 0.2, 0, 2), { black: 0, white: 1 })
  expect([0, 1, 2].map((p) => pixel(seen, p)[0])).toEqual([51, 0, 255])
  expect(pixel(seen, 0)).toEqual([51, 51, 51, 255])
})

it('three channels are red, green and blue', () => {
  expect(pixel(pixelsIn(of(3, 1, 0, 0.6), { black: 0, white: 1 }), 0)).toEqual([255, 0, 153, 255])
})

it('less than nothing and more have the colours of differences, the mean of several channels', () => {
  const [less, nothing, more] = ENDS
  const tones = { black: -2, white: 2 }
  const seen = pixelsIn(of(1, -2, 0, 5), tones)
  expect([0, 1, 2].map((p) => pixel(seen, p).slice(0, 3))).toEqual([[...less], [...nothing], [...more]])
  expect(pixel(pixelsIn(of(3, 2, -2, 0), tones), 0).slice(0, 3)).toEqual([...nothing])
})
