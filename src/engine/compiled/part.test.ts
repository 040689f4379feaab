import { add, exp, matMul, memory, mul, square, sum, zeros, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { pairs, substitute, type Type, type Value } from './graph'
import { tracePart, type Maybe, type Part } from './part'
import { evaluate, floats } from './testing'

const type = (...shape: number[]): Type => ({ shape, dtype: 'float32' })
const result = (counts: boolean, ...shape: number[]) => ({ ...type(...shape), counts })

describe.skipIf(bestEngine() !== 'tensorflow')('tracePart', () => {
  beforeAll(() => openEngine('tensorflow'))

  /** `values` of a part whose arguments, and cotangents, are these. */
  const numbers = ({ args, given }: Part, at: readonly Value[], values: readonly Maybe[]) =>
    evaluate(
      ...(substitute(values, pairs([...args.flat(), ...given.filter(Boolean)], at)) as readonly Value[]),
    )

  const twoGroups = ([x]: Tensor[] = [], [k]: Tensor[] = []) => [
    sum(mul(square(x as Tensor), k as Tensor)),
    mul(x as Tensor, 3),
    exp(k as Tensor),
  ]

  it('keeps groups and results apart, without a gradient where none is asked for', () => {
    const part = tracePart([[type(2)], [type(2)]], twoGroups)
    expect(part.args.map((group) => group.map(({ shape }) => shape))).toEqual([[[2]], [[2]]])
    expect([part.given, part.gradients]).toEqual([[], [[], []]])
    const at = [floats([2], 1, 2), floats([2], 0, 5)]
    expect(numbers(part, at, part.results.slice(0, 2))).toEqual([[20], [3, 6]])
  })

  it('differentiates by some groups, through the results that count', () => {
    const results = [result(true), result(false, 2), result(true, 2)]
    const part = tracePart([[type(2)], [type(2)]], twoGroups, { by: [0], results })
    expect(part.given.map((value) => value?.shape)).toEqual([[], undefined, [2]])
    expect(part.gradients.map(({ length }) => length)).toEqual([1, 0])
    // c · 2 x k: nothing of the 3 x that does not count, nor of exp k, which x has no part in.
    const at = [floats([2], 1, 2), floats([2], 4, 5), floats([], 10), floats([2], 1, 1)]
    expect(numbers(part, at, part.gradients[0] ?? [])).toEqual([[80, 200]])
    const whole = tracePart([[type(2)], [type(2)]], twoGroups, {
      by: [0],
      results: results.map((each) => ({ ...each, counts: true })),
    })
    const [x, k, c, e] = at as [Value, Value, Value, Value]
    expect(numbers(whole, [x, k, c, floats([2], 1, 7), e], whole.gradients[0] ?? [])).toEqual([[83, 221]])
  })

  it('has no gradient by what no result that counts depends on', () => {
    const f = ([x, y]: Tensor[] = []) => [square(x as Tensor), exp(y as Tensor)]
    const types = [[type(2), type(2)]]
    const one = tracePart(types, f, { by: [0], results: [result(true, 2), result(false, 2)] })
    expect(one.gradients[0]?.map((gradient) => gradient?.shape)).toEqual([[2], undefined])
    const none = tracePart(types, f, { by: [0], results: [result(false, 2), result(false, 2)] })
    expect(none.gradients).toEqual([[undefined, undefined]])
  })

  it('takes results that JavaScript made, and leaves no tensor behind', () => {
    const f = ([x]: Tensor[] = []) => [square(x as Tensor), zeros([2]), x as Tensor]
    const before = memory().numTensors
    const counting = [result(true, 2), result(true, 2), result(false, 2)]
    const part = tracePart([[type(2)]], f, { by: [0], results: counting })
    expect(memory().numTensors).toBe(before)
    const at = [floats([2], 1, 2), floats([2], 3, 3), floats([2], 5, 5)]
    expect(numbers(part, at, [...part.results, ...(part.gradients[0] ?? [])])).toEqual([
      [1, 4],
      [0, 0],
      [1, 2],
      [6, 12],
    ])
  })

  it('adds up where an argument is used more than once', () => {
    const f = ([x]: Tensor[] = []) => [add(matMul(x as Tensor, x as Tensor), x as Tensor)]
    const part = tracePart([[type(2, 2)]], f, { by: [0], results: [result(true, 2, 2)] })
    // G xᵀ + xᵀ G + G, of G all ones.
    const at = [floats([2, 2], 1, 2, 3, 4), floats([2, 2], 1, 1, 1, 1)]
    expect(numbers(part, at, part.gradients[0] ?? [])).toEqual([[8, 12, 10, 14]])
  })
})
