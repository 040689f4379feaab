import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { dependsOn, makeValue, nodesOf, substitute, Value } from './graph'
import { joinProducts } from './joinProducts'
import { add } from './ops'
import { evaluate, floats } from './testing'

const rows = (columns: number) => new Value([2, columns], 'float32')
const [h, x, dA, dB] = [rows(3), rows(2), rows(1), rows(2)] as const
const numbers = (shape: number[], seed: number) =>
  floats(shape, ...Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => seed + i))
const product = (a: Value, w: Value): Value =>
  makeValue('MatMul', [a, w], { shape: [2, w.shape[1] ?? 0], dtype: 'float32' })
const varies = dependsOn([h, x, dA, dB])
const join = (...values: Value[]) => joinProducts(values, varies)
const productsIn = (...values: Value[]) => nodesOf(values).filter(({ op }) => op === 'MatMul').length

describe('joinProducts', () => {
  const heads = [
    product(h, numbers([3, 1], 1)),
    product(h, numbers([3, 2], 5)),
    product(h, numbers([3, 1], 9)),
  ]
  const summed = add(add(rows(3), product(dA, numbers([1, 3], 2))), product(dB, numbers([2, 3], 4)))

  it('makes one product of those of one left side', () => {
    expect(productsIn(...join(...heads))).toBe(1)
    expect(join(...heads).map(({ shape }) => shape)).toEqual(heads.map(({ shape }) => shape))
  })

  it('makes one product of those that are added, to something or not', () => {
    expect(productsIn(...join(summed))).toBe(1)
    expect(productsIn(...join(add(product(dA, numbers([1, 3], 2)), product(dB, numbers([2, 3], 4)))))).toBe(1)
  })

  it('leaves alone large ones, those of different sides, and those of weights that change', () => {
    const large = [64, 65].map((columns) => product(h, numbers([3, columns], 1)))
    const different = [product(h, numbers([3, 1], 1)), product(x, numbers([2, 1], 1))]
    const changing = [1, 2].map(() => product(h, new Value([3, 3], 'float32')))
    expect(join(...large)).toEqual(large)
    expect(join(...different)).toEqual(different)
    const changes = dependsOn([h, ...changing.flatMap(({ node }) => node?.inputs ?? [])])
    expect(joinProducts(changing, changes)).toEqual(changing)
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('what it makes', () => {
    beforeAll(() => openEngine('tensorflow'))

    it('has the same numbers', () => {
      const [base] = summed.node?.inputs[0]?.node?.inputs ?? []
      const given = new Map(
        [h, x, dA, dB, base as Value].map((value, i) => [value, numbers([...value.shape], i)] as const),
      )
      const all = [...heads, summed]
      expect(evaluate(...substitute(join(...all), given))).toEqual(evaluate(...substitute(all, given)))
    })
  })
})
