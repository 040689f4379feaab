import { expect, it } from 'vitest'
import { makeValue, Value } from './graph'
import { reshape } from './ops'
import { simplify } from './simplify'

it('drops casts and reshapes that change nothing, and no others', () => {
  const x = new Value([2, 3], 'float32')
  const cast = (dtype: 'float32' | 'int32') => makeValue('Cast', [x], { shape: x.shape, dtype })
  expect(simplify([cast('float32'), reshape(x, [2, 3]), reshape(cast('float32'), [2, 3])])).toEqual([x, x, x])
  const [whole, flat] = [cast('int32'), reshape(x, [6])]
  expect(simplify([whole, flat])).toEqual([whole, flat])
})
