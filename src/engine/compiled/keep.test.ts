import { describe, expect, it } from 'vitest'
import { dependsOn, makeValue, Value } from './graph'
import { leastToKeep } from './keep'
import { add, multiply, reshape, sum } from './ops'

const float = (...shape: number[]) => new Value(shape, 'float32')
const exp = (value: Value) => makeValue('Exp', [value], value)

describe('leastToKeep', () => {
  const x = float(4, 2)
  const varies = dependsOn([x])
  const keep = (needed: Value[], kept: Value[] = []) => leastToKeep(needed, varies, new Set(kept))

  it('keeps one value from which several can be made', () => {
    const e = exp(x)
    expect(keep([multiply(e, e), add(e, e), reshape(e, [2, 4])])).toEqual([e])
  })

  it('keeps what is small rather than what it was made of', () => {
    const small = sum(exp(x), [0])
    expect(keep([makeValue('Mul', [float(4, 2), small], x)])).toEqual([small])
    const joined = makeValue('ConcatV2', [exp(x), exp(add(x, x))], { shape: [8, 2], dtype: 'float32' })
    const product = multiply(exp(x), exp(add(x, x)))
    expect(keep([product])).toEqual([product])
    expect(keep([joined])).toEqual([joined])
  })

  it('never computes again what takes long', () => {
    const [e, f] = [exp(x), exp(exp(x))]
    expect(new Set(keep([e, f]))).toEqual(new Set([e, f]))
  })

  it('computes again what is one number of each row', () => {
    const row = makeValue('Slice', [x], { shape: [4, 1], dtype: 'float32' })
    expect(keep([exp(row), multiply(exp(row), row)])).toEqual([row])
  })

  it('takes what is there anyway, and what does not vary, for nothing', () => {
    const e = exp(x)
    const other = exp(float(4, 2))
    expect(keep([multiply(e, other)], [e])).toEqual([e])
    expect(keep([other])).toEqual([])
  })
})
