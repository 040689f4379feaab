import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { flatten } from './flatten'
import { makeValue, nodesOf, substitute, Value } from './graph'
import { constant, multiply, reshape, sum } from './ops'
import { evaluate } from './testing'

const image = new Value([2, 1, 2, 3], 'float32')
const flat = (value: Value) => flatten([value])[0] as Value
const shapesOf = (value: Value, op: string) =>
  nodesOf([value])
    .filter((node) => node.op === op)
    .map(({ outputs }) => outputs[0]?.shape)

describe('flatten', () => {
  const squared = multiply(makeValue('Sigmoid', [image], image), image)

  it('computes images as rows', () => {
    expect(flat(squared).shape).toEqual(image.shape)
    expect(shapesOf(flat(squared), 'Sigmoid')).toEqual([[2, 6]])
    expect(shapesOf(flat(squared), 'Mul')).toEqual([[2, 6]])
  })

  it('leaves alone rows, what is broadcast, and what XLA joins to a sum', () => {
    const rows = makeValue('Exp', [new Value([2, 6], 'float32')], { shape: [2, 6], dtype: 'float32' })
    const broadcast = makeValue('Mul', [image, new Value([2, 1, 1, 1], 'float32')], image)
    const summed = sum(new Value([2, 1, 2, 3, 5], 'float32'), [4])
    for (const value of [rows, broadcast, multiply(summed, image)]) expect(flat(value)).toBe(value)
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('what is flattened', () => {
    beforeAll(() => openEngine('tensorflow'))

    it('has the same numbers', () => {
      const numbers = Float32Array.from({ length: 12 }, (_, i) => i / 4 - 1)
      const given = new Map([[image, reshape(constant(numbers, [12], 'float32'), image.shape)]])
      const [before, after] = evaluate(...substitute([squared, flat(squared)], given))
      expect(after).toEqual(before)
    })
  })
})
