import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeFn, type Value } from './graph'
import {
  add,
  addAll,
  call,
  cast,
  concat,
  filled,
  getItem,
  int,
  less,
  listOf,
  multiply,
  reshape,
  setItem,
  split,
  stackItems,
  subtract,
  sum,
  transposedProduct,
} from './ops'
import { evaluate, floats } from './testing'

const a = floats([2, 3], 1, 2, 3, 4, 5, 6)
const b = floats([2, 3], 1, 0, -1, 2, 0, 2)

describe('operations', () => {
  it('are left out where they would change nothing', () => {
    expect(cast(a, 'float32')).toBe(a)
    expect(concat([a], 1)).toBe(a)
    expect(split(a, 1, 0)).toEqual([a])
    expect(addAll([a])).toBe(a)
    expect(() => concat([], 0)).toThrow('Nothing to concatenate')
  })

  it('know the shapes of their results', () => {
    expect(sum(a, [0]).shape).toEqual([3])
    expect(sum(a, [0, 1]).shape).toEqual([])
    expect(concat([a, b, a], 1).shape).toEqual([2, 9])
    expect(split(a, 3, 1).map(({ shape }) => shape)).toEqual([
      [2, 1],
      [2, 1],
      [2, 1],
    ])
    expect(transposedProduct(a, concat([b, b], 1)).shape).toEqual([3, 6])
    expect(stackItems(listOf(a), 2, [3]).shape).toEqual([2, 3])
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('in TensorFlow', () => {
    beforeAll(() => openEngine('tensorflow'))

    it('compute what they are named for', () => {
      const list = setItem(listOf(a), int(1), floats([3], 7, 8, 9))
      const twice = makeFn('twice', [a], ([x]) => [add(x as Value, x as Value)])
      expect(
        evaluate(
          subtract(a, b),
          multiply(a, filled([], 2)),
          addAll([a, b, a]),
          reshape(sum(a, [1]), [2, 1]),
          transposedProduct(a, b),
          ...split(a, 3, 1),
          concat([a, b], 0),
          cast(less(floats([], 1), floats([], 2)), 'float32'),
          getItem(list, int(0), [3]),
          stackItems(list, 2, [3]),
          ...call(twice, [b]),
        ),
      ).toEqual([
        [0, 2, 4, 2, 5, 4],
        [2, 4, 6, 8, 10, 12],
        [3, 4, 5, 10, 10, 14],
        [6, 15],
        [9, 0, 7, 12, 0, 8, 15, 0, 9],
        [1, 4],
        [2, 5],
        [3, 6],
        [1, 2, 3, 4, 5, 6, 1, 0, -1, 2, 0, 2],
        [1],
        [1, 2, 3],
        [1, 2, 3, 7, 8, 9],
        [2, 0, -2, 4, 0, 4],
      ])
    })
  })
})
