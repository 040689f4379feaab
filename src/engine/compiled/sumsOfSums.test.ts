import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeValue, nodesOf, type Value } from './graph'
import { add, reshape, sum } from './ops'
import { sumsOfSums } from './sumsOfSums'
import { evaluate, floats } from './testing'

const cube = floats([2, 3, 4], ...Array.from({ length: 24 }, (_, i) => Math.cos(i)))
const opsOf = (values: readonly Value[]) => nodesOf(values).map(({ op }) => op)
const changed = (...values: Value[]) => {
  const after = sumsOfSums(values)
  return { after, sums: opsOf(after).filter((op) => op === 'Sum').length }
}

describe.skipIf(bestEngine() !== 'tensorflow')('sumsOfSums', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('adds up once what is used by the sum of it and elsewhere', () => {
    const inner = sum(cube, [2])
    const negative = makeValue('Neg', [reshape(inner, [2, 3])], { shape: [2, 3], dtype: 'float32' })
    const values = [sum(negative, [1]), add(inner, inner)]
    const { after, sums } = changed(...values)
    expect(sums).toBe(1)
    expect(opsOf(after)).toContain('MatMul')
    const expected = evaluate(...values)
    evaluate(...after).forEach((numbers, i) =>
      numbers.forEach((value, k) => expect(value).toBeCloseTo(expected[i]?.[k] ?? NaN, 5)),
    )
  })

  it('takes several axes one after the other, in the shape that was asked for', () => {
    const values = [sum(cube, [1, 2]), sum(cube, [2, 1])]
    const { after } = changed(...values)
    expect(after.map(({ shape }) => shape)).toEqual([[2], [2]])
    const over = nodesOf(after).flatMap(({ op, outputs }) => (op === 'Sum' ? [outputs[0]?.shape] : []))
    expect(over).toEqual([
      [2, 3],
      [2, 3],
    ])
    const [first = [], second = []] = evaluate(...after)
    for (const row of [0, 1]) {
      const total = Array.from({ length: 12 }, (_, i) => Math.cos(12 * row + i)).reduce((a, b) => a + b)
      expect(first[row]).toBeCloseTo(total, 5)
      expect(second[row]).toBeCloseTo(total, 5)
    }
  })

  it('leaves other sums as they are', () => {
    const plain = [sum(floats([2, 2], 1, 2, 3, 4), [1]), sum(cube, [0]), sum(cube, [2]), sum(cube, [0, 1, 2])]
    const { after } = changed(...plain)
    expect(after).toEqual(plain)
  })
})
