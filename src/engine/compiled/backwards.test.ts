import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { backwards } from './backwards'
import type { Body } from './body'
import { forwards } from './forwards'
import { makeValue, Value } from './graph'
import { add, multiply, sum, transposedProduct } from './ops'
import { evaluate, floats } from './testing'

const T = 3
const W = [0.5, -0.3, 0.2, 0.4]
const B = [0.1, -0.2]
const K = [0.7, 0.9, -0.4, 0.3]
const S0 = [0.3, -0.5, 0.2, 0.6]
const X = [0.3, 0.1, -0.4, 0.8, 0.6, -0.7, 0.5, 0.2, -0.1, 0.4, 0.9, -0.3]
/** d L / d last state, and d L / d output of each step. */
const LAST = [1, 2, -1, 0.5]
const ALL = [0.2, -0.6, 1, 0.4, 0.1, 0.3, -0.5, 0.7, 0.8, -0.2, 0.6, 0.9]

/** s ← k ∘ a², a = s W + b + x, of two rows; with the gradient by W, b, k and s written by hand. */
function handMade(): Body {
  const two = { shape: [2, 2], dtype: 'float32' } as const
  const [input, state, dNext, dOutput] = Array.from({ length: 4 }, () => new Value([2, 2], 'float32')) as [
    Value,
    Value,
    Value,
    Value,
  ]
  const [w, b, k] = [floats([2, 2], ...W), floats([2], ...B), floats([2, 2], ...K)]
  const a = makeValue('AddV2', [add(makeValue('MatMul', [state, w], two), input), b], two)
  const square = multiply(a, a)
  const next = multiply(k, square)
  const d = add(dNext, dOutput)
  const dA = multiply(multiply(d, k), add(a, a))
  return {
    inputs: [input],
    state: [state],
    next: [next],
    outputs: [next],
    dNext: [dNext],
    dOutputs: [dOutput],
    dWeights: [transposedProduct(state, dA), sum(dA, [0]), multiply(d, square), undefined],
    dState: [makeValue('MatMul', [dA, w], two, { transpose_b: { bool: true } })],
  }
}

/** Σ last ∘ s_T + Σ_t all_t ∘ s_t in plain numbers. */
function lossOf(w: number[], b: number[], k: number[], s0: number[]): number {
  const at = (numbers: number[], i: number) => numbers[i] ?? NaN
  let [s, loss] = [s0, 0]
  for (let t = 0; t < T; t++) {
    const before = s
    s = s.map((_, i) => {
      const [row, column] = [i >> 1, i & 1]
      const product = at(before, 2 * row) * at(w, column) + at(before, 2 * row + 1) * at(w, 2 + column)
      return at(k, i) * (product + at(b, column) + at(X, 4 * t + i)) ** 2
    })
    s.forEach((value, i) => (loss += value * at(ALL, 4 * t + i)))
  }
  return s.reduce((sum, value, i) => sum + value * at(LAST, i), loss)
}

describe.skipIf(bestEngine() !== 'tensorflow')('backwards', () => {
  beforeAll(() => openEngine('tensorflow'))

  const body = handMade()
  const back = backwards('back', T, body)
  const { kept } = forwards('fore', T, body, [floats([2, 2], ...S0)], [floats([T, 2, 2], ...X)], back.needs)
  const run = (last: (Value | undefined)[], all: (Value | undefined)[]) => back.run(kept, last, all)

  it('gives the gradient that finite differences give, by weights and by the first state', () => {
    const { weights, state } = run([floats([2, 2], ...LAST)], [floats([T, 2, 2], ...ALL)])
    expect(weights[3]).toBeUndefined()
    const ours = evaluate(...([...weights.slice(0, 3), ...state] as Value[]))
    const point = [W, B, K, S0]
    ours.forEach((gradient, which) =>
      gradient.forEach((slope, i) => {
        const moved = (by: number) =>
          lossOf(
            ...(point.map((numbers, j) =>
              numbers.map((value, l) => (j === which && l === i ? value + by : value)),
            ) as [number[], number[], number[], number[]]),
          )
        expect(slope, `${which}, ${i}`).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 4)
      }),
    )
  })

  it('begins with zeros where the loss does not depend on the last state', () => {
    const all = floats([T, 2, 2], ...ALL)
    const [without, zeros] = [run([undefined], [all]), run([floats([2, 2], 0, 0, 0, 0)], [all])]
    expect(evaluate(...without.state)).toEqual(evaluate(...zeros.state))
  })

  it('keeps of a step what its gradient needs, and hands on the rows its products are made of', () => {
    // s for the product, and a for everything else.
    expect(back.needs.map(({ node }) => node?.op)).toEqual(['AddV2', undefined])
    const { rows } = run([floats([2, 2], ...LAST)], [floats([T, 2, 2], ...ALL)])
    expect([...rows].map(({ shape }) => shape)).toEqual([
      [T, 2, 2],
      [T, 2, 2],
    ])
  })
})
