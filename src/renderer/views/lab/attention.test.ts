import { mul, tensor2d, tensor4d, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { filterbanks } from '../../../draw/filterbank'
import { extract } from '../../../draw/read'
import { numbersOf } from '../../../draw/testing'
import { spread } from '../../../draw/write'
import { openTestEngine } from '../../../engine/testing'
import { normals } from '../../../random/generator'
import type { Window } from '../../drawing/window'
import { banksOf, centreOf, filterImage, readThrough, writeThrough, type Picture } from './attention'

beforeAll(() => openTestEngine())

const scalar = (value: number): Tensor2D => tensor2d([value], [1, 1])
/** The window as the network itself has it. */
const tensorsOf = ({ gX, gY, delta, sigma, gamma }: Window) => ({
  gX: scalar(gX),
  gY: scalar(gY),
  stride: scalar(delta),
  variance: scalar(sigma * sigma),
  intensity: scalar(gamma),
})
const made = (channels: number, height: number, width: number): Picture => ({
  channels,
  height,
  width,
  values: Float32Array.from(normals(channels * height * width, 5, 'picture')),
})
const near = (ours: Float32Array, theirs: number[]) => {
  expect(ours).toHaveLength(theirs.length)
  ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i] ?? NaN, 4))
}

const CASES: [string, Window, number, Picture][] = [
  ['grey, over all of it', { gX: 4, gY: 3, delta: 1.2, sigma: 0.8, gamma: 1.5 }, 3, made(1, 5, 7)],
  ['colour, half outside', { gX: -2, gY: 8.4, delta: 3, sigma: 1.7, gamma: 0.3 }, 4, made(3, 9, 6)],
  ['one filter', { gX: 3.3, gY: 2.1, delta: 2, sigma: 0.4, gamma: 2 }, 1, made(1, 6, 6)],
  ['so sharp that exp underflows', { gX: 40, gY: 1.5, delta: 0.5, sigma: 0.02, gamma: 1 }, 2, made(1, 6, 8)],
  ['the largest', { gX: 70, gY: 60, delta: 3.9, sigma: 2.5, gamma: 1 }, 32, made(3, 128, 128)],
]

describe.each(CASES)('%s', (_, window, n, picture) => {
  const { channels, height, width } = picture
  const theirs = () => filterbanks(tensorsOf(window), picture, n)

  it('has the filterbanks of src/draw', () => {
    const { x, y } = banksOf(window, n, picture)
    near(x, numbersOf(theirs().x))
    near(y, numbersOf(theirs().y))
  })

  it('reads as src/draw does', () => {
    const images = tensor4d(picture.values, [1, channels, height, width])
    near(
      readThrough(picture, banksOf(window, n, picture), window.gamma).values,
      numbersOf(mul(extract(images, theirs()), window.gamma)),
    )
  })

  it('writes as src/draw does', () => {
    const patch = made(channels, n, n)
    const w = tensor4d(
      patch.values.map((value) => value / window.gamma),
      [1, channels, n, n],
    )
    near(
      writeThrough(patch, banksOf(window, n, picture), window.gamma, picture).values,
      numbersOf(spread(w, theirs())),
    )
  })
})

it('counts filters from 1, symmetric about the centre (19)', () => {
  expect([1, 2, 3, 4].map((i) => centreOf(10, 2, 4, i))).toEqual([7, 9, 11, 13])
})

it('makes one number of a patch as the sum of the picture under one filter', () => {
  const picture = made(1, 6, 9)
  const window = { gX: 5, gY: 3, delta: 2, sigma: 1, gamma: 1 }
  const banks = banksOf(window, 3, picture)
  const filter = filterImage(banks, 2, 0)
  const sum = filter.values.reduce((total, weight, p) => total + weight * (picture.values[p] ?? NaN), 0)
  expect(readThrough(picture, banks, 1).values[2]).toBeCloseTo(sum, 5)
  expect(filter.values.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
})
