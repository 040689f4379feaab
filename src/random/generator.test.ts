import { expect, it } from 'vitest'
import { generator, normals, permutation } from './generator'

const N = 1_000_000
const x = normals(N, 1, 'test')
const mean = (f: (value: number) => number) => x.reduce((sum, value) => sum + f(value), 0) / N

it('normals have the moments of N(0, 1), each within four standard errors', () => {
  for (const [power, moment, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [6, 15, 10_170],
  ] as const)
    expect(Math.abs(mean((value) => value ** power) - moment)).toBeLessThan(4 * Math.sqrt(variance / N))
})

it('normals have the tails of N(0, 1) on both sides, beyond the ziggurat’s last edge too', () => {
  // 1 − Φ(t), from tables.
  for (const [t, beyond] of [
    [0.5, 0.308538],
    [1, 0.158655],
    [2, 0.02275],
    [3, 0.0013499],
    [3.5, 0.00023263],
    [4, 0.000031671],
  ] as const)
    for (const side of [1, -1]) {
      const share = mean((value) => (side * value > t ? 1 : 0))
      expect(Math.abs(share - beyond)).toBeLessThan(4.5 * Math.sqrt(beyond / N))
    }
})

it('neighbours, counters, streams and seeds are unrelated', () => {
  const correlation = (y: Float32Array, lag = 0) =>
    Math.abs(y.subarray(lag).reduce((sum, value, i) => sum + value * (x[i] as number), 0) / N)
  const limit = 4.5 / Math.sqrt(N)
  expect(correlation(x, 1)).toBeLessThan(limit)
  expect(correlation(x, 2)).toBeLessThan(limit)
  expect(correlation(normals(N, 2, 'test'))).toBeLessThan(limit)
  expect(correlation(normals(N, 1, 'tesu'))).toBeLessThan(limit)
  expect(correlation(normals(N, 1, 'test', 1))).toBeLessThan(limit)
  expect(correlation(normals(N, 1, 'test', 2 ** 32))).toBeLessThan(limit)
})

it('the same seed, stream and counter give the same numbers, however they are asked for', () => {
  const { normal } = generator(1, 'test')
  expect(Float32Array.from({ length: 1000 }, normal)).toEqual(x.slice(0, 1000))
})

it('uniforms fill [0, 1) evenly', () => {
  const { uniform, below } = generator(3, 'uniform')
  const bins = new Array<number>(10).fill(0)
  for (let i = 0; i < 100_000; i++) {
    const bin = Math.floor(uniform() * 10)
    bins[bin] = (bins[bin] as number) + 1
  }
  expect(bins).toHaveLength(10)
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(4.5 * Math.sqrt(9000))
  expect(Math.max(...Array.from({ length: 1000 }, () => below(7)))).toBe(6)
})

it('a permutation holds every place once and differs from epoch to epoch', () => {
  const order = permutation(1000, 1, 'shuffle', 0)
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(permutation(1000, 1, 'shuffle', 1)).not.toEqual(order)
})
