import { scalar, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { adam, clipScale, globalNorm } from './adam'
import { openTestEngine } from './testing'

beforeAll(() => openTestEngine())

describe('adam', () => {
  it('takes the steps of algorithm 1, with ε added after the bias correction', () => {
    const gradients = [0.5, -1e-8, 3]
    let ours = { value: tensor1d([1]), m: tensor1d([0]), v: tensor1d([0]) } as Parameters<typeof adam>[0]
    let [value, m, v] = [1, 0, 0]
    gradients.forEach((g, i) => {
      const t = i + 1
      ours = adam(ours, tensor1d([g]), { learningRate: 0.1, beta1: 0.5 }, t)
      m = 0.5 * m + 0.5 * g
      v = 0.999 * v + 0.001 * g * g
      value -= (0.1 * (m / (1 - 0.5 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
      expect(ours.value.dataSync()[0]).toBeCloseTo(value, 5)
    })
  })

  it('halves the first step where the gradient is as small as ε', () => {
    // ε added before the correction would leave 0.3 of the step instead.
    const zero = tensor1d([0])
    const { value } = adam(
      { value: zero, m: zero, v: zero },
      tensor1d([1e-8]),
      { learningRate: 1, beta1: 0.5 },
      1,
    )
    expect(value.dataSync()[0]).toBeCloseTo(-0.5, 3)
  })
})

describe('clipping', () => {
  it('scales the whole gradient to the greatest norm, and smaller ones not at all', () => {
    const norm = globalNorm([tensor1d([3, 0]), scalar(4)])
    expect(norm.dataSync()[0]).toBeCloseTo(5, 5)
    expect(clipScale(norm, 10).dataSync()[0]).toBe(1)
    expect(clipScale(norm, 1).dataSync()[0]).toBeCloseTo(0.2, 5)
  })
})
