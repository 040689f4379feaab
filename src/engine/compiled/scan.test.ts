import {
  add,
  matMul,
  mul,
  relu,
  relu6,
  sigmoid,
  square,
  sum,
  tanh,
  zeros,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { constant } from './ops'
import { compileScan, inputsOf, type Scan } from './scan'
import { evaluate, floats } from './testing'
import { sizeOf, type Value } from './graph'

/** s_t = f(s_{t−1} W + x_t), L = Σ_t Σ s_t² + Σ s_T k: everything a scan has, in its smallest form. */
const rnn = (times: number, f: (x: Tensor) => Tensor): Scan => ({
  times,
  params: { w: [2, 2], s0: [2] },
  data: { k: [1, 2] },
  inputs: { x: [1, 2] },
  prepare: ({ w, s0 }) => ({
    weights: { w: w as Tensor },
    state: add(zeros([1, 2]), s0 as Tensor),
  }),
  step(weights, _, { x }, before) {
    const { w } = weights as { w: Tensor }
    const state = f(add(matMul(before as Tensor, w), x as Tensor))
    return { state, outputs: { cost: sum(square(state)) } }
  },
  finish(_, { k }, last, outputs) {
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
    const shapes = [
      ...Object.values(scan.params),
      ...Object.values(scan.data),
      ...Object.values(inputsOf(scan)),
    ]
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

  /** d g / d at[i] by finite differences. */
  const slope = (at: number[], i: number, g: (moved: number[]) => number): number => {
    const moved = (by: number) => g(at.map((value, j) => (j === i ? value + by : value)))
    return (moved(1e-5) - moved(-1e-5)) / 2e-5
  }

  it.each([
    ['tanh', tanh, Math.tanh, true],
    ['tanh, without XLA', tanh, Math.tanh, false],
    ['sigmoid', sigmoid, (x: number) => 1 / (1 + Math.exp(-x)), true],
    ['relu', relu, (x: number) => Math.max(x, 0), true],
    [
      'relu6, whose gradient asks which numbers lay below 6',
      relu6,
      (x: number) => Math.min(Math.max(x, 0), 6),
      true,
    ],
  ] as const)('computes the loss and its gradient by finite differences: %s', (_, f, plain, xla) => {
    const [, [loss = NaN] = [], dW = [], dS0 = []] = run(rnn(3, f), W, { loss: 'loss', xla })
    expect(loss).toBeCloseTo(lossOf(plain, W, S0, 3), 5)
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

  it('takes steps that all see the same, and weights that count after the last one', () => {
    const scan: Scan = {
      times: 3,
      params: { w: [2, 2], v: [2, 1] },
      data: { k: [1, 2] },
      inputs: {},
      prepare: ({ w, v }) => ({ weights: { w: w as Tensor, v: v as Tensor }, state: zeros([1, 2]) }),
      step: (weights, { k }, _, before) => ({
        state: tanh(add(matMul(before as Tensor, (weights as { w: Tensor }).w), k as Tensor)),
        outputs: {},
      }),
      finish(weights, _, last) {
        const { w, v } = weights as { w: Tensor; v: Tensor }
        return { loss: sum(matMul(matMul(last as Tensor, w), v)) }
      },
    }
    const lossAt = (w: number[], v: number[]): number => {
      const [w00 = 0, w01 = 0, w10 = 0, w11 = 0] = w
      const by = (a: number, b: number) => [a * w00 + b * w10, a * w01 + b * w11] as const
      let [a, b] = [0, 0]
      for (let t = 0; t < 3; t++)
        [a, b] = by(a, b).map((x, i) => Math.tanh(x + (k[i] ?? 0))) as [number, number]
      return by(a, b).reduce((total, x, i) => total + x * (v[i] ?? 0), 0)
    }
    const [k, v] = [
      [0.3, -0.6],
      [0.7, -1.1],
    ]
    const [[loss] = [], dW = [], dV = []] = evaluate(
      ...compileScan('still', scan, { loss: 'loss', xla: true }).call([
        floats([2, 2], ...W),
        floats([2, 1], ...v),
        floats([1, 2], ...k),
      ]),
    )
    expect(loss).toBeCloseTo(lossAt(W, v), 5)
    expect([dW.length, dV.length]).toEqual([4, 2])
    dW.forEach((d, i) =>
      expect(d).toBeCloseTo(
        slope(W, i, (w) => lossAt(w, v)),
        4,
      ),
    )
    dV.forEach((d, i) =>
      expect(d).toBeCloseTo(
        slope(v, i, (v) => lossAt(W, v)),
        4,
      ),
    )
  })
})
