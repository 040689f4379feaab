import { grad, sum, tensor, tensor2d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../engine/testing'
import { divergence, posterior, sample } from './latent'
import { linearOf } from './linear'
import { reconstructionLoss } from './loss'
import { numbersOf } from './testing'

beforeAll(() => openTestEngine())

const images = (...values: number[]) => tensor(values, [1, 1, 1, values.length]) as Tensor4D

describe('reconstructionLoss', () => {
  it('is −log Bernoulli in nats, summed over pixels and channels, not averaged (9)', () => {
    const [x, c] = [
      [1, 0, 1, 0.25],
      [0.3, -2, -1, 1.5],
    ]
    const expected = x.reduce((total, target, i) => {
      const p = 1 / (1 + Math.exp(-(c[i] ?? NaN)))
      return total - target * Math.log(p) - (1 - target) * Math.log(1 - p)
    }, 0)
    expect(numbersOf(reconstructionLoss(images(...x), images(...c)))[0]).toBeCloseTo(expected, 5)
    const colour = reconstructionLoss(
      tensor(x, [1, 2, 1, 2]) as Tensor4D,
      tensor(c, [1, 2, 1, 2]) as Tensor4D,
    )
    expect(numbersOf(colour)[0]).toBeCloseTo(expected, 5)
  })

  it('is exact where σ(c) rounds to 0 or 1: no log(p + ε)', () => {
    expect(numbersOf(reconstructionLoss(images(0, 1, 1), images(80, -200, 30)))[0]).toBeCloseTo(280, 3)
    expect(numbersOf(reconstructionLoss(images(1), images(12)))[0]).toBeCloseTo(Math.log1p(Math.exp(-12)), 8)
  })

  it('has the gradient σ(c) − x, also where the canvas is untouched', () => {
    const x = images(1, 0, 0, 1)
    const slope = grad((c: Tensor) => sum(reconstructionLoss(x, c as Tensor4D)))(images(0, 0, 3, -90))
    const expected = [-0.5, 0.5, 1 / (1 + Math.exp(-3)), -1]
    numbersOf(slope).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6))
  })
})

describe('posterior', () => {
  /** Whose heads answer `outputs` = (μ, log σ), whatever h is. */
  const q = (outputs: number[]) =>
    posterior(
      tensor2d([0], [1, 1]),
      linearOf(
        tensor2d(
          outputs.map(() => 0),
          [1, outputs.length],
        ),
        tensor(outputs, [outputs.length]),
      ),
    )

  it('is μ and exp of the second half (1, 2), and z = μ + σ ε (6)', () => {
    const two = q([0.5, -1, Math.log(2), Math.log(0.1)])
    const z = numbersOf(sample(two, tensor2d([3, -2], [1, 2])))
    expect(z[0]).toBeCloseTo(0.5 + 2 * 3, 5)
    expect(z[1]).toBeCloseTo(-1 - 0.1 * 2, 5)
  })

  it('diverges from N(0, I) by the closed form, ½ taken off for every number of z (10, 11)', () => {
    // One ½ a step instead would leave +1 nat here, where posterior and prior are the same.
    expect(numbersOf(divergence(q([0, 0, 0, 0, 0, 0])))[0]).toBe(0)
    const [mu, sigma] = [
      [0.5, -1],
      [2, 0.1],
    ]
    const expected = mu.reduce((total, m, k) => {
      const s = sigma[k] ?? NaN
      return total + 0.5 * (m * m + s * s - Math.log(s * s) - 1)
    }, 0)
    expect(numbersOf(divergence(q([...mu, ...sigma.map(Math.log)])))[0]).toBeCloseTo(expected, 5)
  })

  it('stays finite for a wild log σ', () => {
    for (const wild of [1e3, -1e3]) {
      const far = q([0, wild])
      expect(Number.isFinite(numbersOf(divergence(far))[0])).toBe(true)
      expect(Number.isFinite(numbersOf(sample(far, tensor2d([1], [1, 1])))[0])).toBe(true)
    }
  })
})
