import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeValue, Value } from './graph'
import { hoistedProduct, hoistedSum } from './hoist'
import { constant, ints, transposedProduct } from './ops'
import { evaluate } from './testing'

const a = new Value([2, 3], 'float32')
const g = new Value([2, 1], 'float32')
const transpose = (value: Value): Value =>
  makeValue('Transpose', [value, ints([1, 0])], { shape: [...value.shape].reverse(), dtype: 'float32' })

describe('hoistedProduct', () => {
  it('knows aᵀ g in each of the forms it is written', () => {
    const out = { shape: [3, 1], dtype: 'float32' } as const
    const forms = [
      transposedProduct(a, g),
      makeValue('MatMul', [transpose(a), g], out),
      makeValue('BatchMatMulV2', [a, g], out, { adj_x: { bool: true } }),
      makeValue('MatMul', [transpose(a), transpose(g)], out, { transpose_b: { bool: true } }),
    ]
    for (const form of forms) expect(hoistedProduct(form)?.keep).toEqual([a, g])
  })

  it('leaves alone what is no sum over rows', () => {
    expect(hoistedProduct(a)).toBeUndefined()
    expect(hoistedProduct(makeValue('MatMul', [a, g], g))).toBeUndefined()
    expect(hoistedProduct(makeValue('Exp', [a], a))).toBeUndefined()
  })
})

describe('hoistedSum', () => {
  it('takes a sum over rows of what is kept, and no other', () => {
    const sum = makeValue('Sum', [g, ints([0])], { shape: [1], dtype: 'float32' })
    expect(hoistedSum(sum, new Set([g]))?.keep).toEqual([g])
    expect(hoistedSum(sum, new Set())).toBeUndefined()
    expect(hoistedSum(makeValue('Sum', [g, ints([1])], sum), new Set([g]))).toBeUndefined()
  })
})

describe.skipIf(bestEngine() !== 'tensorflow')('what is hoisted', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('adds up to the sum of the steps', () => {
    // Two steps: aᵀ g = (1 3 5)ᵀ·1 + (2 4 6)ᵀ·10, then zeros and ones.
    const stacked = new Map([
      [a, constant(Float32Array.of(1, 3, 5, 2, 4, 6, 0, 0, 0, 1, 1, 1), [2, 2, 3], 'float32')],
      [g, constant(Float32Array.of(1, 10, 7, 100), [2, 2, 1], 'float32')],
    ])
    const look = (value: Value) => stacked.get(value) as Value
    const product = hoistedProduct(transposedProduct(a, g))
    const fixed = constant(Float32Array.of(1, 3, 5, 2, 4, 6), [2, 3], 'float32')
    const still = hoistedProduct(transposedProduct(fixed, g), () => false)
    // (1 3 5)ᵀ (1 + 7) + (2 4 6)ᵀ (10 + 100)
    expect(evaluate(still?.total(look) as Value)).toEqual([[228, 464, 700]])
    const sum = hoistedSum(makeValue('Sum', [g, ints([0])], { shape: [1], dtype: 'float32' }), new Set([g]))
    expect(evaluate(product?.total(look) as Value, sum?.total(look) as Value)).toEqual([
      [121, 143, 165],
      [118],
    ])
  })
})
