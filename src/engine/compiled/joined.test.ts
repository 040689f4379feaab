import { describe, expect, it } from 'vitest'
import { Value } from './graph'
import { constantOf, joined } from './joined'
import { add, concat, int, ints, reshape } from './ops'

const float = (...shape: number[]) => new Value(shape, 'float32')

describe('joined', () => {
  const [a, b, c] = [float(2, 3), float(2, 4), float(2, 1)]

  it('finds what was put side by side, in any number of steps', () => {
    expect(joined(concat([concat([a, b], 1), c], 1))).toEqual([a, b, c])
    expect(joined(a)).toEqual([a])
  })

  it('looks through a reshape that leaves the rows as they are', () => {
    const planes = [float(2, 3, 5, 5), float(2, 1, 5, 5)]
    const parts = joined(reshape(concat(planes, 1), [2, 100]))
    expect(parts.map(({ shape }) => shape)).toEqual([
      [2, 75],
      [2, 25],
    ])
    expect(parts.map(({ node }) => node?.inputs[0])).toEqual(planes)
  })

  it('leaves alone rows put one below the other, and reshapes that mix rows', () => {
    for (const whole of [concat([a, a], 0), reshape(concat([a, a], 1), [4, 3]), reshape(a, [3, 2])])
      expect(joined(whole)).toEqual([whole])
  })
})

describe('constantOf', () => {
  it('reads constants, and nothing else', () => {
    expect([int(7), ints([1, 0])].map(constantOf)).toEqual([[7], [1, 0]])
    expect([add(int(1), int(2)), float(1), undefined].map(constantOf)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
