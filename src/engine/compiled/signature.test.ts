import { describe, expect, it } from 'vitest'
import { makeNode, Value } from './graph'
import { inferTypes, signatureOf } from './signature'

const float = (...shape: number[]) => new Value(shape, 'float32')
const whole = (...shape: number[]) => new Value(shape, 'int32')

describe('inferTypes', () => {
  it('tells types from inputs and outputs, as ExpandDims needs, which tfjs-node gives none', () => {
    const node = makeNode('ExpandDims', [float(2), whole()], [float(1, 2)])
    expect(inferTypes(node)).toEqual({ T: { type: 'float32' }, Tdim: { type: 'int32' } })
    expect(inferTypes(makeNode('Cast', [whole(2)], [float(2)]))).toEqual({
      SrcT: { type: 'int32' },
      DstT: { type: 'float32' },
    })
  })

  it('counts inputs and outputs that come in lists', () => {
    expect(inferTypes(makeNode('ConcatV2', [float(1), float(2), whole()], [float(3)]))).toMatchObject({
      N: { int: 2 },
      T: { type: 'float32' },
    })
    expect(inferTypes(makeNode('Split', [whole(), float(4)], [float(2), float(2)]))).toMatchObject({
      num_split: { int: 2 },
    })
    expect(inferTypes(makeNode('StatelessWhile', [whole(), float()], [whole(), float()]))).toEqual({
      T: { types: ['int32', 'float32'] },
    })
  })
})

describe('signatureOf', () => {
  it('says where to add an operation it does not know', () => {
    expect(() => signatureOf('Betainc')).toThrow(/Betainc.*signatures\.ts/)
  })
})
