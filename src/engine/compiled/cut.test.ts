import { describe, expect, it } from 'vitest'
import { cutAfter } from './cut'
import { makeValue, nodesOf, Value } from './graph'
import { add, multiply } from './ops'

describe('cutAfter', () => {
  const [a, b] = [new Value([2], 'float32'), new Value([2], 'float32')]
  const exp = makeValue('Exp', [a], a)
  const handed = multiply(exp, b)
  const early = add(exp, b)
  const late = add(multiply(handed, early), a)

  it('leaves to the second part what is computed from what is handed on, and only that', () => {
    const { first } = cutAfter([early, late], new Set([handed]))
    expect(first).toEqual([early, handed])
  })

  it('computes the second part from what the first gave and from the arguments', () => {
    const { first, rest } = cutAfter([early, late], new Set([handed]))
    const given = first.map(() => new Value([2], 'float32'))
    const arg = new Value([2], 'float32')
    const results = rest(given, new Map([[a, arg]]))
    expect(results[0]).toBe(given[0])
    expect(nodesOf(results).map(({ op }) => op)).toEqual(['Mul', 'AddV2'])
    expect(new Set(nodesOf(results).flatMap(({ inputs }) => inputs)).has(arg)).toBe(true)
    expect(nodesOf(results).some(({ inputs }) => inputs.includes(a))).toBe(false)
  })

  it('has no second part where nothing is handed on', () => {
    expect(cutAfter([late], new Set()).first).toEqual([late])
  })
})
