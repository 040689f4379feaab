import { tensor, tensor2d, type Tensor1D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { openTestEngine } from '../engine/testing'
import { linearOf } from './linear'
import { lstm } from './lstm'
import { numbersOf } from './testing'

beforeAll(() => openTestEngine())

it('lstm: gates in, g, forget, out, from the inputs and then its own output', () => {
  const [x, h, c] = [0.7, -0.4, 0.9]
  // Rows: input, own output. Columns: i, g, f, o.
  const w = [
    [0.1, -0.5, 0.8, 1.1],
    [0.6, 0.2, -0.9, 0.3],
  ]
  const b = [0.05, -0.1, 0.2, -0.3]
  const next = lstm(linearOf(tensor2d(w), tensor(b) as Tensor1D), [tensor2d([[x]])], {
    h: tensor2d([[h]]),
    c: tensor2d([[c]]),
  })
  const [i = NaN, g = NaN, f = NaN, o = NaN] = b.map(
    (bias, k) => bias + x * (w[0]?.[k] ?? NaN) + h * (w[1]?.[k] ?? NaN),
  )
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
  const cell = sigmoid(f) * c + sigmoid(i) * Math.tanh(g)
  expect(numbersOf(next.c)[0]).toBeCloseTo(cell, 6)
  expect(numbersOf(next.h)[0]).toBeCloseTo(sigmoid(o) * Math.tanh(cell), 6)
})
