import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeFn, makeNode, makeValue, Value, type Fn } from './graph'
import { add, call, constant, multiply, split } from './ops'
import { savedModel } from './savedModel'
import { evaluate } from './testing'

const vector = (...values: number[]): Value => constant(Float32Array.from(values), [values.length], 'float32')
const type = (length: number) => ({ shape: [length], dtype: 'float32' }) as const
const named = (value: Value) => makeNode('Identity', [value], [value])
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('a saved model', () => {
  it('holds nodes by the names they are given, and functions that are called by others, once', () => {
    const inner = makeFn('inner', [type(2)], ([x]) => [add(x as Value, x as Value)])
    const outer = makeFn('outer', [type(2)], ([x]) => [...call(inner, [...call(inner, [x as Value])])])
    const [result] = call(outer, [vector(1, 2)])
    const text = textOf(savedModel({ named: { answer: named(result as Value) } }))
    expect(text).toContain('serve')
    expect(text).toContain('answer')
    expect(text.match(/inner/g)).toHaveLength(3)
    expect(text.match(/outer/g)).toHaveLength(2)
  })

  it('writes equal graphs in equal bytes, whose cache of compiled code depends on it', () => {
    const bytes = () => savedModel({ named: { sum: named(add(vector(1, 2), vector(3, 4))) } })
    expect(bytes()).toEqual(bytes())
  })

  it('takes a few bytes for equal numbers', () => {
    const size = (values: Float32Array) =>
      savedModel({ named: { x: named(constant(values, [values.length], 'float32')) } }).length
    expect(size(new Float32Array(10_000))).toBeLessThan(200)
    expect(size(Float32Array.from({ length: 10_000 }, (_, i) => i))).toBeGreaterThan(40_000)
  })

  it('marks what XLA must compile, and nothing else', () => {
    const bytes = (xla: boolean) => {
      const fn = makeFn('f', [type(1)], ([x]) => [add(x as Value, x as Value)], { xla })
      return textOf(savedModel({ named: { y: named(call(fn, [vector(1)])[0] as Value) } }))
    }
    expect(bytes(true)).toContain('_XlaMustCompile')
    expect(bytes(false)).not.toContain('_XlaMustCompile')
  })

  it('refuses two functions of one name, and an argument outside of its function', () => {
    const fn = (by: number): Fn =>
      makeFn('same', [type(1)], ([x]) => [multiply(x as Value, constant(Float32Array.of(by), [], 'float32'))])
    const both = [fn(2), fn(3)].map((each) => named(call(each, [vector(1)])[0] as Value))
    expect(() => savedModel({ named: { a: both[0] ?? never(), b: both[1] ?? never() } })).toThrow(
      'Two functions are called same',
    )
    const stray = named(new Value([1], 'float32'))
    expect(() => savedModel({ named: { stray } })).toThrow('outside of it')
  })
})

describe.skipIf(bestEngine() !== 'tensorflow')('a saved model in TensorFlow', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('computes what the graph says: functions, many outputs, and every kind of number', () => {
    const fn = makeFn('halves', [type(4)], ([x]) => {
      const [left, right] = split(x as Value, 2, 0)
      return [add(left as Value, right as Value), right as Value]
    })
    const results = call(fn, [vector(1, 2, 3, 4)])
    const cast = makeValue('Cast', [constant(Int32Array.of(1, -2), [2], 'int32')], type(2))
    const numbers = [vector(0.1, -0, Infinity), vector(7, 7, 7)]
    const values = evaluate(...results, cast, ...numbers)
    expect(values.slice(0, 3)).toEqual([
      [4, 6],
      [3, 4],
      [1, -2],
    ])
    expect(values[3]).toEqual([Math.fround(0.1), -0, Infinity])
    expect(values[4]).toEqual([7, 7, 7])
  })

  it('runs a node after those that it must come after', () => {
    const handle = makeValue(
      'VarHandleOp',
      [],
      { shape: [], dtype: 'resource' },
      { dtype: { type: 'float32' }, shape: { shape: [1] }, shared_name: { text: 'v' } },
    )
    const assign = makeNode('AssignVariableOp', [handle, vector(5)], [])
    const read = makeNode('ReadVariableOp', [handle], [type(1)], {}, [assign])
    expect(evaluate(read.outputs[0] ?? never())).toEqual([[5]])
  })
})

const never = (): never => {
  throw new Error('it is there')
}
