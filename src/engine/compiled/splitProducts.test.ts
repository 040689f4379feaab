import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { dependsOn, makeValue, pairs, substitute, Value } from './graph'
import { joined } from './joined'
import { constant, int, multiply, reshape } from './ops'
import { splitProducts } from './splitProducts'
import { evaluate } from './testing'

const float = (...shape: number[]) => new Value(shape, 'float32')
const join = (a: Value, b: Value, shape: number[]) =>
  makeValue('ConcatV2', [a, b, int(1)], { shape, dtype: 'float32' })
const product = (a: Value, w: Value) =>
  makeValue('MatMul', [a, w], { shape: [a.shape[0] ?? 0, w.shape[1] ?? 0], dtype: 'float32' })

describe('joined', () => {
  it('finds what was joined, also of images that were laid out in rows afterwards', () => {
    const [a, b] = [float(2, 1, 3), float(2, 2, 3)]
    const parts = joined(reshape(join(a, b, [2, 3, 3]), [2, 9]))
    expect(parts.map(({ shape }) => shape)).toEqual([
      [2, 3],
      [2, 6],
    ])
    expect(parts.map(({ node }) => node?.inputs[0])).toEqual([a, b])
  })

  it('leaves alone what was not', () => {
    const a = float(2, 3)
    expect(joined(a)).toEqual([a])
    const flat = reshape(a, [3, 2])
    expect(joined(flat)).toEqual([flat])
  })
})

describe('splitProducts', () => {
  const [fixed, varying, weights] = [float(2, 1), float(2, 2), float(3, 2)]
  const varies = dependsOn([varying])
  const split = (value: Value) => splitProducts([value], varies)[0] as Value

  it('takes out the product that does not vary', () => {
    const result = split(product(join(fixed, varying, [2, 3]), weights))
    expect(result.node?.op).toBe('AddV2')
    expect(result.node?.inputs.map(varies)).toEqual([false, true])
  })

  it('leaves alone products where all varies, or nothing', () => {
    const moving = product(join(varying, multiply(varying, varying), [2, 4]), float(4, 2))
    expect(split(moving)).toBe(moving)
    const still = product(join(fixed, float(2, 2), [2, 3]), weights)
    expect(split(still)).toBe(still)
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('what it splits', () => {
    beforeAll(() => openEngine('tensorflow'))

    it('adds up to the product', () => {
      const numbers = (shape: number[], ...values: number[]) =>
        constant(Float32Array.from(values), shape, 'float32')
      const whole = product(join(fixed, varying, [2, 3]), weights)
      const given = pairs(
        [fixed, varying, weights],
        [numbers([2, 1], 1, 2), numbers([2, 2], 3, 4, 5, 6), numbers([3, 2], 1, 10, 2, 20, 3, 30)],
      )
      // (1 3 4) and (2 5 6) times (1 2 3)ᵀ and ten times that.
      expect(evaluate(...substitute([whole, split(whole)], given))).toEqual([
        [19, 190, 30, 300],
        [19, 190, 30, 300],
      ])
    })
  })
})
