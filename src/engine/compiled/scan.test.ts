import { add, matMul, mul, relu, sigmoid, square, sum, tanh, zeros, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { constant } from './ops'
import { compileScan, type Scan } from './scan'
import { evaluate } from './testing'
import { sizeOf, type Value } from './graph'

/** s_t = f(s_{t−1} W + x_t), L = Σ_t Σ s_t² + Σ s_T k: everything a scan has, in its smallest form. */
const rnn = (times: number, f: (x: Tensor) => Tensor): Scan => ({
  times,
  params: { w: [2, 2], s0: [2] },
  data: { k: [1, 2] },
  input: [1, 2],
  prepare: ({ w, s0 }) => ({
    weights: { w: w as Tensor },
    state: add(zeros([1, 2]), s0 as Tensor),
  }),
  step(weights, _, x, before) {
    const { w } = weights as { w: Tensor }
    const state = f(add(matMul(before as Tensor, w), x))
    return { state, outputs: { cost: sum(square(state)) } }
  },
  finish({ k }, last, outputs) {
    const { cost } = outputs as { cost: Tensor }
    const ends = sum(mul(last as Tensor, k as Tensor))
    return { ends, loss: add(sum(cost), ends) }
  },
})

const W = [0.5, -0.3, 0.2, 0.4]
const S0 = [0.1, -0.2]
const K = [3, 5]
const X = [0.3, 0.1, -0.4, 0.8, 0.6, -0.7]

describe.skipIf(bestEngine() !== 'tensorflow')('compileScan', () => {
  beforeAll(() => openEngine('tensorflow'))

  const run = (scan: Scan, w: number[], options: { loss?: string; xla: boolean }) => {
    const shapes = [...Object.values(scan.params), ...Object.values(scan.data), [scan.times, ...scan.input]]
    const values = [w, S0, K, X].map((numbers, i) =>
      constant(Float32Array.from(numbers).slice(0, sizeOf(shapes[i] ?? [])), shapes[i] ?? [], 'float32'),
    )
    return evaluate(...compileScan('rnn', scan, options).call(values as Value[]))
  }

  /** The same in plain numbers. */
  const lossOf = (f: (x: number) => number, w: number[], s0: number[], times: number): number => {
    let [a = 0, b = 0] = s0
    let loss = 0
    for (let t = 0; t < times; t++) {
      const [w00 = 0, w01 = 0, w10 = 0, w11 = 0] = w
      ;[a, b] = [f(a * w00 + b * w10 + (X[2 * t] ?? 0)), f(a * w01 + b * w11 + (X[2 * t + 1] ?? 0))]
      loss += a * a + b * b
    }
    return loss + a * (K[0] ?? 0) + b * (K[1] ?? 0)
  }

  it.each([
    ['tanh', tanh, Math.tanh, true],
    ['tanh, without XLA', tanh, Math.tanh, false],
    ['sigmoid', sigmoid, (x: number) => 1 / (1 + Math.exp(-x)), true],
    ['relu', relu, (x: number) => Math.max(x, 0), true],
  ] as const)('computes the loss and its gradient by finite differences: %s', (_, f, plain, xla) => {
    const [, [loss = NaN] = [], dW = [], dS0 = []] = run(rnn(3, f), W, { loss: 'loss', xla })
    expect(loss).toBeCloseTo(lossOf(plain, W, S0, 3), 5)
    const slope = (at: number[], i: number, g: (moved: number[]) => number) => {
      const moved = (by: number) => g(at.map((value, j) => (j === i ? value + by : value)))
      return (moved(1e-5) - moved(-1e-5)) / 2e-5
    }
    dW.forEach((d, i) =>
      expect(d).toBeCloseTo(
        slope(W, i, (w) => lossOf(plain, w, S0, 3)),
        4,
      ),
    )
    dS0.forEach((d, i) =>
      expect(d).toBeCloseTo(
        slope(S0, i, (s0) => lossOf(plain, W, s0, 3)),
        4,
      ),
    )
  })

  it('goes forwards only where no gradient is asked for', () => {
    const results = run(rnn(3, tanh), W, { xla: false })
    expect(results).toHaveLength(2)
    expect(results[1]?.[0]).toBeCloseTo(lossOf(Math.tanh, W, S0, 3), 5)
  })

  it('takes one step as well as many', () => {
    const [, [loss = NaN] = []] = run(rnn(1, tanh), W, { loss: 'loss', xla: true })
    expect(loss).toBeCloseTo(lossOf(Math.tanh, W, S0, 1), 5)
  })
})
