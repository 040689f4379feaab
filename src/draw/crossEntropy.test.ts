import { grad, sum, tensor2d, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../engine/testing'
import { crossEntropy, mistakes } from './crossEntropy'
import { numbersOf } from './testing'

beforeAll(() => openTestEngine())

const labels = () =>
  tensor2d([
    [0, 1, 0],
    [1, 0, 0],
  ])

describe('crossEntropy', () => {
  it('is −log softmax of the own class, in nats', () => {
    const rows = [
      [0.3, -2, 1.5],
      [2, 1, 0],
    ]
    const own = [1, 0]
    const expected = rows.map((row, i) => {
      const all = row.reduce((total, logit) => total + Math.exp(logit), 0)
      return -Math.log(Math.exp(row[own[i] ?? 0] ?? NaN) / all)
    })
    numbersOf(crossEntropy(labels(), tensor2d(rows))).forEach((nats, i) =>
      expect(nats).toBeCloseTo(expected[i] ?? NaN, 6),
    )
  })

  it('is exact where the probability rounds to 0', () => {
    const logits = tensor2d([
      [500, 0, 0],
      [-300, 0, -1000],
    ])
    expect(numbersOf(crossEntropy(labels(), logits))).toEqual([500, 300])
  })

  it('has the gradient softmax − labels', () => {
    const slope = grad((logits: Tensor) => sum(crossEntropy(labels(), logits as Tensor2D)))(
      tensor2d([
        [0, 0, 0],
        [Math.log(2), 0, 0],
      ]),
    )
    const expected = [1 / 3, -2 / 3, 1 / 3, -1 / 2, 1 / 4, 1 / 4]
    numbersOf(slope).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6))
  })
})

it('mistakes are images whose likeliest class is another; of equal ones the first is taken', () => {
  const logits = tensor2d([
    [1, 3, 2],
    [1, 3, 2],
  ])
  expect(numbersOf(mistakes(labels(), logits))).toEqual([0, 1])
  expect(numbersOf(mistakes(labels(), tensor2d([0, 0, 0, 0, 0, 0], [2, 3])))).toEqual([1, 0])
})
