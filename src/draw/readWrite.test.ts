import { tensor2d, tensor4d, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../engine/testing'
import { normals } from '../random/generator'
import { numbersOf } from './testing'
import { filterbanks, type Filterbanks, type Window } from './filterbank'
import { extract, readAll, readThrough } from './read'
import { spread } from './write'

beforeAll(() => openTestEngine())

const [BATCH, CHANNELS, HEIGHT, WIDTH, N] = [2, 3, 5, 7, 2]
const images = (stream: string, ...shape: [number, number, number, number]) =>
  tensor4d(
    normals(
      shape.reduce((a, b) => a * b, 1),
      3,
      stream,
    ),
    shape,
  )
const column = (...values: number[]): Tensor2D => tensor2d(values, [BATCH, 1])

/** Row i of a filterbank of image b, at pixel p. */
type Filter = (b: number, i: number, p: number) => number

function someFilters(): { filters: Filterbanks; fx: Filter; fy: Filter } {
  const window: Window = {
    gX: column(2.2, 5),
    gY: column(3.1, 2),
    stride: column(1.3, 2),
    variance: column(0.8, 2),
    intensity: column(1, 1),
  }
  const filters = filterbanks(window, { height: HEIGHT, width: WIDTH }, N)
  const [x, y] = [numbersOf(filters.x), numbersOf(filters.y)]
  const fx = (b: number, m: number, a: number) => x[(b * N + m) * WIDTH + a] ?? NaN
  const fy = (b: number, n: number, r: number) => y[(b * N + n) * HEIGHT + r] ?? NaN
  return { filters, fx, fy }
}
/** Every index of `shape`, in the order of the data. */
const indices = (...shape: number[]): number[][] =>
  shape.reduce<number[][]>(
    (heads, size) => heads.flatMap((head) => Array.from({ length: size }, (_, i) => [...head, i])),
    [[]],
  )

describe('extract and spread', () => {
  it('are F_Y x F_Xᵀ and F_Yᵀ w F_X summed pixel by pixel, for every channel', () => {
    const { filters, fx, fy } = someFilters()
    const x = images('x', BATCH, CHANNELS, HEIGHT, WIDTH)
    const w = images('w', BATCH, CHANNELS, N, N)
    const [pixels, patch] = [numbersOf(x), numbersOf(w)]
    const read = numbersOf(extract(x, filters))
    indices(BATCH, CHANNELS, N, N).forEach(([b = 0, c = 0, n = 0, m = 0], i) => {
      let sum = 0
      for (const [r = 0, a = 0] of indices(HEIGHT, WIDTH))
        sum += fy(b, n, r) * (pixels[((b * CHANNELS + c) * HEIGHT + r) * WIDTH + a] ?? NaN) * fx(b, m, a)
      expect(read[i]).toBeCloseTo(sum, 5)
    })
    const written = numbersOf(spread(w, filters))
    indices(BATCH, CHANNELS, HEIGHT, WIDTH).forEach(([b = 0, c = 0, r = 0, a = 0], i) => {
      let sum = 0
      for (const [n = 0, m = 0] of indices(N, N))
        sum += fy(b, n, r) * (patch[((b * CHANNELS + c) * N + n) * N + m] ?? NaN) * fx(b, m, a)
      expect(written[i]).toBeCloseTo(sum, 5)
    })
  })
})

describe('read', () => {
  it('with attention is γ times the patch, in the order channel, row, column (27)', () => {
    const patch = images('patch', BATCH, 2 * CHANNELS, N, N)
    const r = readThrough(patch, column(2, -0.5))
    expect(r.shape).toEqual([BATCH, 2 * CHANNELS * N * N])
    numbersOf(patch).forEach((value, i) =>
      expect(numbersOf(r)[i]).toBeCloseTo(value * (i < r.size / 2 ? 2 : -0.5), 5),
    )
  })

  it('without attention is the image, then the error image (17)', () => {
    const [x, error] = [images('x', 1, CHANNELS, 2, 2), images('error', 1, CHANNELS, 2, 2)]
    expect(numbersOf(readAll([x, error]))).toEqual([...numbersOf(x), ...numbersOf(error)])
  })
})
