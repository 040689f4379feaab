import { makeNode, makeValue, type DType, type Fn, type Shape, type Value } from './graph'

/** The few operations the compiler writes itself. Axes count from 0. */

const FLOAT: DType = 'float32'

export const constant = (values: Float32Array | Int32Array | Uint8Array, shape: Shape, dtype: DType): Value =>
  makeValue('Const', [], { shape, dtype }, { value: { constant: values, shape, dtype } })
export const int = (value: number): Value => constant(Int32Array.of(value), [], 'int32')
export const ints = (values: Shape): Value => constant(Int32Array.from(values), [values.length], 'int32')
export const filled = (shape: Shape, value: number): Value =>
  makeValue('Fill', [ints(shape), constant(Float32Array.of(value), [], FLOAT)], { shape, dtype: FLOAT })

/** a + b, of one shape. */
export const add = (a: Value, b: Value): Value => makeValue('AddV2', [a, b], a)
export const subtract = (a: Value, b: Value): Value => makeValue('Sub', [a, b], a)
/** a b; b may be a scalar. */
export const multiply = (a: Value, b: Value): Value => makeValue('Mul', [a, b], a)
export const less = (a: Value, b: Value): Value => makeValue('Less', [a, b], { shape: [], dtype: 'bool' })
export const addAll = (values: readonly Value[]): Value => values.reduce(add)

export const reshape = (value: Value, shape: Shape): Value =>
  makeValue('Reshape', [value, ints(shape)], { shape, dtype: value.dtype })

export const sum = (value: Value, axes: readonly number[]): Value =>
  makeValue('Sum', [value, ints(axes)], {
    shape: value.shape.filter((_, axis) => !axes.includes(axis)),
    dtype: value.dtype,
  })

/** aᵀ b: [n, p], [n, q] → [p, q]. */
export const transposedProduct = (a: Value, b: Value): Value =>
  makeValue(
    'MatMul',
    [a, b],
    { shape: [a.shape[1] as number, b.shape[1] as number], dtype: FLOAT },
    { transpose_a: { bool: true } },
  )

/** A buffer of the [times, …] of `value`, read and written by its first axis. */
export const listOf = (value: Value): Value =>
  makeValue('TensorListFromTensor', [value, ints(value.shape.slice(1))], { shape: [], dtype: 'variant' })
export const getItem = (list: Value, index: Value, shape: Shape): Value =>
  makeValue('TensorListGetItem', [list, index, ints(shape)], { shape, dtype: FLOAT })
export const setItem = (list: Value, index: Value, item: Value): Value =>
  makeValue('TensorListSetItem', [list, index, item], list)
/** [times, …shape] */
export const stackItems = (list: Value, times: number, shape: Shape): Value =>
  makeValue(
    'TensorListStack',
    [list, ints(shape)],
    { shape: [times, ...shape], dtype: FLOAT },
    { num_elements: { int: times } },
  )

export const call = (fn: Fn, args: readonly Value[]): readonly Value[] =>
  makeNode('PartitionedCall', args, fn.results, {
    f: { calls: fn },
    ...(fn.xla && { _XlaMustCompile: { bool: true } }),
  }).outputs

/** Parts of equal size along `axis`. */
export const split = (value: Value, parts: number, axis: number): readonly Value[] => {
  if (parts === 1) return [value]
  const shape = value.shape.map((size, i) => (i === axis ? size / parts : size))
  return makeNode(
    'Split',
    [int(axis), value],
    Array.from({ length: parts }, () => ({ shape, dtype: value.dtype })),
    { num_split: { int: parts } },
  ).outputs
}

/** Values one after the other along `axis`. */
export const concat = (values: readonly Value[], axis: number): Value => {
  const [first, ...more] = values
  if (!first) throw new RangeError('Nothing to concatenate')
  if (more.length === 0) return first
  const length = values.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0)
  const shape = first.shape.map((size, i) => (i === axis ? length : size))
  return makeValue('ConcatV2', [...values, int(axis)], { shape, dtype: first.dtype })
}
