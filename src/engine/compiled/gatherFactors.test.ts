import { beforeAll, describe, expect, it } from 'vitest'
import { dependsOn, nodesOf, Value } from './graph'
import { gatherFactors } from './gatherFactors'
import { add, multiply } from './ops'

describe('gatherFactors', () => {
  let g: Value, a: Value, b: Value, c: Value
  beforeAll(() => {
    ;[g, a, b, c] = Array.from({ length: 4 }, () => new Value([2], 'float32')) as [Value, Value, Value, Value]
  })
  const gathered = (value: Value) => {
    const isBackward = dependsOn([g])
    const [result] = gatherFactors([value], isBackward)
    return nodesOf([result as Value]).map(({ outputs }) => isBackward(outputs[0] as Value))
  }

  it('leaves one product to the gradient, whatever the order', () => {
    expect(gathered(multiply(multiply(multiply(g, a), b), c))).toEqual([false, false, true])
    expect(gathered(multiply(a, multiply(b, g)))).toEqual([false, true])
  })

  it('leaves alone a product that is used twice, or is of two gradients', () => {
    const product = multiply(g, a)
    expect(gathered(add(multiply(product, b), product))).toEqual([true, true, true])
    expect(gathered(multiply(multiply(g, a), g))).toEqual([true, true])
  })
})
