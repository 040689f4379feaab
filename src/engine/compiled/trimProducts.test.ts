import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeNode, makeValue, nodesOf, pairs, substitute, Value } from './graph'
import { constant, int, ints, reshape } from './ops'
import { evaluate } from './testing'
import { trimProducts } from './trimProducts'

const float = (...shape: number[]) => new Value(shape, 'float32')
const [a, w] = [float(2, 3), float(3, 6)]
const product = makeValue('MatMul', [a, w], float(2, 6))
const split = (value: Value, sizes: number[]): readonly Value[] =>
  makeNode(
    'SplitV',
    [value, ints(sizes), int(1)],
    sizes.map((size) => float(value.shape[0] ?? 0, size, ...value.shape.slice(2))),
    { num_split: { int: sizes.length } },
  ).outputs
const widthsOf = (values: readonly Value[]) =>
  nodesOf(values)
    .filter(({ op }) => op === 'MatMul')
    .map(({ outputs }) => outputs[0]?.shape[1])

describe('trimProducts', () => {
  const [, second, third] = split(product, [1, 2, 3]) as [Value, Value, Value]
  /** Columns 2 and 3, as the second of two channels of an image. */
  const [image] = split(product, [4, 2]) as [Value]
  const [, channel] = split(reshape(image, [2, 2, 1, 2]), [1, 1]) as [Value, Value]

  it('computes only the columns that are used', () => {
    expect(widthsOf(trimProducts([second, third]))).toEqual([5])
    expect(widthsOf(trimProducts([second]))).toEqual([2])
    expect(widthsOf(trimProducts([channel]))).toEqual([2])
  })

  it('computes all of a product that is used whole', () => {
    expect(widthsOf(trimProducts([second, product]))).toEqual([6])
  })

  describe.skipIf(bestEngine() !== 'tensorflow')('what is left', () => {
    beforeAll(() => openEngine('tensorflow'))

    it('has the same numbers', () => {
      const numbers = (shape: number[]) =>
        constant(
          Float32Array.from({ length: shape.reduce((x, y) => x * y) }, (_, i) => (i * 5) % 7),
          shape,
          'float32',
        )
      const given = pairs([a, w], [numbers([2, 3]), numbers([3, 6])])
      const whole = [second, third, channel]
      const before = evaluate(...substitute(whole, given))
      expect(evaluate(...substitute(trimProducts(whole), given))).toEqual(before)
    })
  })
})
