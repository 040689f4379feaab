import { describe, expect, it } from 'vitest'
import { dependsOn, makeFn, makeValue, nodesOf, pairs, substitute, Value } from './graph'
import { add, multiply } from './ops'

const float = () => new Value([], 'float32')

describe('a graph', () => {
  it('is what its results need, in an order that computes', () => {
    const x = float()
    const a = add(x, x)
    const unused = multiply(a, a)
    const b = add(a, x)
    expect(nodesOf([b])).toEqual([a.node, b.node])
    expect(nodesOf([b])).not.toContain(unused.node)
  })

  it('substitutes arguments and what was computed alike, and shares the rest', () => {
    const [x, y, z] = [float(), float(), float()]
    const a = add(x, y)
    const b = multiply(a, x)
    const [inlined] = substitute([b], pairs([x], [z]))
    expect(inlined?.node?.inputs[0]?.node?.inputs).toEqual([z, y])
    const [cut] = substitute([b], pairs([a], [z]))
    expect(cut?.node?.inputs).toEqual([z, x])
    expect(substitute([b], pairs([z], [y]))).toEqual([b])
  })

  it('knows what depends on what', () => {
    const [x, y] = [float(), float()]
    const [a, b] = [add(y, y), add(x, y)]
    const dependent = dependsOn([x])
    expect([x, y, a, b, multiply(a, b)].map(dependent)).toEqual([true, false, false, true, true])
  })

  it('gives a function arguments of its own', () => {
    const fn = makeFn('f', [{ shape: [2], dtype: 'float32' }], ([x]) => [
      makeValue('Neg', [x as Value], x as Value),
    ])
    expect(fn.results[0]?.node?.inputs).toEqual(fn.args)
  })
})
