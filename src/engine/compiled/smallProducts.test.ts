import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeValue, nodesOf, substitute, Value } from './graph'
import { constant, reshape } from './ops'
import { smallProducts } from './smallProducts'
import { evaluate } from './testing'

const product = (a: number[], b: number[], shape: number[], left: boolean, right: boolean): Value =>
  makeValue(
    'BatchMatMulV2',
    [new Value(a, 'float32'), new Value(b, 'float32')],
    { shape, dtype: 'float32' },
    { adj_x: { bool: left }, adj_y: { bool: right } },
  )
const small = (value: Value) => smallProducts([value])[0] as Value

/** [B, 3, 4] · [B, 4, 2], each side as it is or transposed. */
const FORMS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
].map(([left = false, right = false]) =>
  product(left ? [2, 4, 3] : [2, 3, 4], right ? [2, 2, 4] : [2, 4, 2], [2, 3, 2], left, right),
)

describe('smallProducts', () => {
  it('makes sums of products with few terms, transposed or not', () => {
    for (const form of FORMS) {
      expect(small(form).shape).toEqual(form.shape)
      expect(nodesOf([small(form)]).map(({ op }) => op)).not.toContain('BatchMatMulV2')
    }
  })

  it('leaves alone long products, large ones, and those of plain matrices', () => {
    const others = [
      product([2, 3, 99], [2, 99, 2], [2, 3, 2], false, false),
      product([2, 28, 5], [2, 5, 28], [2, 28, 28], false, false),
      makeValue('BatchMatMulV2', [new Value([3, 4], 'float32'), new Value([4, 2], 'float32')], {
        shape: [3, 2],
        dtype: 'float32',
      }),
    ]
    for (const other of others) expect(small(other)).toBe(other)
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('what it makes', () => {
    beforeAll(() => openEngine('tensorflow'))

    it.each(FORMS)('has the same numbers', (form) => {
      const [a, b] = (form.node?.inputs ?? []) as [Value, Value]
      const numbers = (shape: readonly number[], scale: number) =>
        reshape(
          constant(
            Float32Array.from({ length: 48 }, (_, i) => (i % 7) * scale).slice(
              0,
              shape.reduce((x, y) => x * y),
            ),
            [shape.reduce((x, y) => x * y)],
            'float32',
          ),
          shape,
        )
      const given = new Map([
        [a, numbers(a.shape, 1)],
        [b, numbers(b.shape, 2)],
      ])
      const [before, after] = evaluate(...substitute([form, small(form)], given))
      expect(after).toEqual(before)
    })
  })
})
