import {
  exp,
  expandDims,
  matMul,
  mul,
  neg,
  softmax,
  split,
  square,
  sub,
  sum,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { batchLast, canTurn, carried, carriedShape, landed } from './batchLast'
import { makeValue, nodesOf, pairs, substitute, Value, type Type } from './graph'
import { tracePart } from './part'
import { simplify } from './simplify'
import { evaluate, floats } from './testing'

const BATCH = 16
const type = (...shape: number[]): Type => ({ shape, dtype: 'float32' })
const numbers = (shape: readonly number[], seed: number): Value =>
  floats(shape, ...Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(seed + 0.7 * i)))
const product = (a: number[], b: number[], shape: number[], right = false): Value =>
  makeValue('BatchMatMulV2', [new Value(a, 'float32'), new Value(b, 'float32')], type(...shape), {
    adj_x: { bool: false },
    adj_y: { bool: right },
  })

/** Filters made of a few numbers an image, an image filtered by them both ways, and the gradient. */
const filtering = (left: boolean, right: boolean) => {
  const f = ([image]: Tensor[] = [], [h]: Tensor[] = []) => {
    const [g, s] = split(h as Tensor, 2, 1) as [Tensor, Tensor]
    const centres = sub(mul(g, exp(s)), [1, 2, 3])
    const bank = softmax(neg(square(sub([1, 2, 3, 4], expandDims(centres, 2))))) // [B, 3, 4]
    const filters = right ? bank : transpose(bank, [0, 2, 1])
    const seen = matMul(
      left ? transpose(image as Tensor, [0, 2, 1]) : (image as Tensor),
      filters,
      left,
      right,
    )
    const rows = sum(mul(seen, seen), 2)
    return [sub(image as Tensor, exp(image as Tensor)), mul(rows, g)]
  }
  const results = [
    { ...type(BATCH, 4, 4), counts: true },
    { ...type(BATCH, 4), counts: true },
  ]
  return tracePart([[type(BATCH, 4, 4)], [type(BATCH, 2)]], f, { by: [0, 1], results })
}

describe('canTurn', () => {
  it('asks for products of filters, few terms and many images', () => {
    expect(canTurn([product([BATCH, 5, 28], [BATCH, 28, 28], [BATCH, 5, 28])])).toBe(true)
    expect(canTurn([product([4, 5, 28], [4, 28, 28], [4, 5, 28])])).toBe(false)
    expect(canTurn([product([BATCH, 12, 54], [BATCH, 54, 54], [BATCH, 12, 54])])).toBe(false)
    expect(canTurn([makeValue('Exp', [new Value([BATCH, 28, 28], 'float32')], type(BATCH, 28, 28))])).toBe(
      false,
    )
  })

  it('asks for operations it knows', () => {
    const filtered = product([BATCH, 5, 28], [BATCH, 28, 28], [BATCH, 5, 28])
    const strange = makeValue('Cumsum', [filtered], filtered)
    const mixed = makeValue('Reshape', [filtered, floats([3], 8, 10, 28)], type(8, 10, 28))
    for (const value of [strange, mixed]) expect(canTurn([value])).toBe(false)
  })
})

describe.skipIf(bestEngine() !== 'tensorflow')('batchLast', () => {
  beforeAll(() => openEngine('tensorflow'))

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('has the same numbers, sides transposed: %s, %s', (left, right) => {
    const { args, results, given, gradients } = filtering(left, right)
    const before = simplify([...results, ...gradients.flat()])
    expect(canTurn(before)).toBe(true)
    const after = batchLast(before, new Map(), () => false)
    const open = [...args.flat(), ...given]
    const at = pairs(
      open,
      open.map((value, i) => value && numbers(value.shape, i)),
    )
    const there = (values: (Value | undefined)[]) =>
      substitute(values, at).filter((value) => value !== undefined)
    const [theirs, ours] = [evaluate(...there(before)), evaluate(...there(after))]
    ours.forEach((row, i) =>
      row.forEach((value, j) => expect(value, `${i} ${j}`).toBeCloseTo(theirs[i]?.[j] ?? NaN, 4)),
    )
    expect(nodesOf(there(after)).map(({ op }) => op)).not.toContain('BatchMatMulV2')
  })

  it('takes and gives images as the loop carries them', () => {
    const { args, results } = filtering(false, true)
    const [image] = args[0] as [Value]
    const inside = new Value(carriedShape(image.shape), 'float32')
    const [turned] = batchLast([results[0]], new Map([[image, inside]]), () => true)
    expect(turned?.shape).toEqual([16, BATCH])
    expect(nodesOf([turned as Value]).map(({ op }) => op)).not.toContain('Transpose')
    const given = numbers(image.shape, 1)
    const back = landed(substitute([turned], new Map([[inside, carried(given)]]))[0] as Value, image.shape)
    expect(evaluate(back)).toEqual(evaluate(substitute([results[0]], new Map([[image, given]]))[0] as Value))
  })
})
