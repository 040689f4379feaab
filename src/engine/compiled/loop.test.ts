import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeValue, type Value } from './graph'
import { loop } from './loop'
import { add, constant, getItem, listOf, multiply, setItem, stackItems } from './ops'
import { evaluate } from './testing'

const scalar = (value: number): Value => constant(Float32Array.of(value), [], 'float32')

describe.skipIf(bestEngine() !== 'tensorflow')('loop', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('gives the last values of its variables', () => {
    // Fibonacci.
    const last = loop('fibonacci', 10, [scalar(0), scalar(1)], (_, [a, b]) => [
      b as Value,
      add(a as Value, b as Value),
    ])
    expect(evaluate(...last)).toEqual([[55], [89]])
  })

  it('computes once, outside, what does not change', () => {
    const fixed = makeValue('Exp', [scalar(0)], scalar(0))
    const [last] = loop('adds', 5, [scalar(0)], (_, [sum]) => [add(sum as Value, multiply(fixed, scalar(2)))])
    expect(last?.node?.inputs).toHaveLength(3)
    expect(last?.node?.inputs[2]?.node?.inputs[0]).toBe(fixed)
    expect(evaluate(last as Value)).toEqual([[10]])
  })

  it('reads and writes buffers by t', () => {
    const inputs = listOf(constant(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2], 'float32'))
    const empty = listOf(constant(new Float32Array(6), [3, 2], 'float32'))
    const [buffer] = loop('squares', 3, [empty], (t, [list]) => {
      const item = getItem(inputs, t, [2])
      return [setItem(list as Value, t, multiply(item, item))]
    })
    expect(evaluate(stackItems(buffer as Value, 3, [2]))).toEqual([[1, 4, 9, 16, 25, 36]])
  })
})
