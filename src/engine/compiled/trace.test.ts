import {
  add,
  addN,
  exp,
  matMul,
  mul,
  range,
  reshape,
  softmax,
  split,
  sub,
  sum,
  tensor1d,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { nodesOf, pairs, substitute, type Value } from './graph'
import { constant } from './ops'
import { evaluate } from './testing'
import { trace } from './trace'

const vector = (...values: number[]): Value => constant(Float32Array.from(values), [values.length], 'float32')

describe.skipIf(bestEngine() !== 'tensorflow')('trace', () => {
  beforeAll(() => openEngine('tensorflow'))

  const run = (body: (x: Tensor) => Tensor, ...x: number[]): number[] => {
    const { args, results } = trace([{ shape: [x.length], dtype: 'float32' }], (tensor) => [
      body(tensor as Tensor),
    ])
    return evaluate(substitute(results, pairs(args, [vector(...x)]))[0] as Value)[0] as number[]
  }

  it('records operations with their attributes, so that other numbers go through them', () => {
    expect(run((x) => mul(add(x, 1), tensor1d([1, 10, 100])), 1, 2, 3)).toEqual([2, 30, 400])
    expect(run((x) => matMul(reshape(x, [2, 2]), reshape(x, [2, 2]), true), 1, 2, 3, 4)).toEqual([
      10, 14, 14, 20,
    ])
    expect(run((x) => addN(split(x, 2)), 1, 2, 3, 4)).toEqual([4, 6])
    expect(run((x) => sum(sub(x, range(1, 4))), 1, 2, 4)).toEqual([1])
    const [first = NaN, second = NaN] = run((x) => softmax(x), 0, Math.log(3))
    expect([first, second]).toEqual([expect.closeTo(0.25, 6), expect.closeTo(0.75, 6)])
  })

  it('takes what passes through unchanged, and what does not depend on arguments', () => {
    expect(run((x) => x.clone(), 5, 6)).toEqual([5, 6])
    expect(run(() => tensor1d([7]), 5)).toEqual([7])
  })

  it('leaves the backend as it was, also after an error', () => {
    expect(() =>
      trace([], () => {
        throw new Error('of the model')
      }),
    ).toThrow('of the model')
    const { results } = trace([], () => [exp(tensor1d([0]))])
    expect(nodesOf(results.filter((value) => value !== undefined)).map(({ op }) => op)).toEqual([
      'Const',
      'Exp',
    ])
  })

  it('refuses a model that looks at numbers, for it would be frozen as they were', () => {
    expect(() => run((x) => (Number(sum(x).dataSync()[0]) > 0 ? x : exp(x)), 1, 2)).toThrow(/frozen/)
  })
})
