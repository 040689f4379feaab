import { describe, expect, it } from 'vitest'
import { dedupe } from './dedupe'
import { makeValue, nodesOf, Value } from './graph'
import { add, int, ints, multiply, reshape } from './ops'

describe('dedupe', () => {
  const x = new Value([2, 3], 'float32')

  it('makes one of equal computations, however deep', () => {
    const twice = () => multiply(reshape(add(x, x), [6]), reshape(add(x, x), [6]))
    const [a, b] = dedupe([twice(), twice()])
    expect(a).toBe(b)
    // The sum, the shape, its reshaping and the product.
    expect(nodesOf([a as Value])).toHaveLength(4)
  })

  it('keeps apart what differs in an attribute, a constant or the order of inputs', () => {
    const product = (flag: boolean) => makeValue('MatMul', [x, x], x, { transpose_a: { bool: flag } })
    const y = new Value([2, 3], 'float32')
    const values = [product(true), product(false), int(1), int(2), ints([1]), add(x, y), add(y, x)]
    expect(new Set(dedupe(values)).size).toBe(values.length)
  })

  it('leaves out what is undefined', () => {
    expect(dedupe([undefined, x])).toEqual([undefined, x])
  })
})
