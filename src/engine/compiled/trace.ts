import { engine, tidy, zeros, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import { makeNode, Value, type Attr, type Attrs, type DType, type Type, type TypedArray } from './graph'
import { constant } from './ops'

/** An attribute as tfjs-node hands it to its binding. */
interface NativeAttr {
  readonly name: string
  readonly type: number
  readonly value: unknown
}

/** What of tfjs-node's backend is used: the two doors every operation goes through. */
export interface NativeBackend {
  executeSingleOutput(op: string, attrs: NativeAttr[], inputs: TensorInfo[]): Tensor
  executeMultipleOutputs(op: string, attrs: NativeAttr[], inputs: TensorInfo[], outputs: number): Tensor[]
  readSync(dataId: object): TypedArray
  readonly binding: Record<string, unknown>
}

/**
 * Runs `body` once and records every operation it runs, gradients included.
 *
 * What `body` is given become arguments; any other tensor that did not come out of an operation was made by
 * JavaScript and becomes a constant. So numbers, loops and branches of JavaScript are frozen as they were.
 * @param types the shapes of what `body` is given; the numbers in them are zeros
 * @returns the arguments, and what `body` returned as values
 * @throws Error when `body` reads the numbers of a tensor that depends on its arguments
 */
export function trace(
  types: readonly Type[],
  body: (...tensors: Tensor[]) => readonly (Tensor | undefined)[],
): { args: Value[]; results: (Value | undefined)[] } {
  const backend = engine().backend as unknown as NativeBackend
  const values = new WeakMap<object, Value>()
  const valueOf = (tensor: TensorInfo): Value => {
    const known = values.get(tensor.dataId)
    if (known) return known
    const made = constant(backend.readSync(tensor.dataId).slice(), tensor.shape, tensor.dtype as DType)
    values.set(tensor.dataId, made)
    return made
  }
  const record = (op: string, attrs: NativeAttr[], inputs: readonly Value[], outputs: readonly Tensor[]) => {
    const types = outputs.map(({ shape, dtype }) => ({ shape, dtype: dtype as DType }))
    const node = makeNode(op, inputs, types, attrsOf(op, attrs, backend.binding))
    outputs.forEach(({ dataId }, i) => values.set(dataId, node.outputs[i] as Value))
  }

  const { executeSingleOutput, executeMultipleOutputs, readSync } = backend
  const doors: Pick<NativeBackend, 'executeSingleOutput' | 'executeMultipleOutputs' | 'readSync'> = {
    executeSingleOutput(op, attrs, inputs) {
      const before = inputs.map(valueOf)
      const output = executeSingleOutput.call(backend, op, attrs, inputs)
      record(op, attrs, before, [output])
      return output
    },
    executeMultipleOutputs(op, attrs, inputs, count) {
      const before = inputs.map(valueOf)
      const outputs = executeMultipleOutputs.call(backend, op, attrs, inputs, count)
      record(op, attrs, before, outputs)
      return outputs
    },
    readSync(dataId) {
      if (values.has(dataId) && values.get(dataId)?.node?.op !== 'Const')
        throw new Error(
          'The model reads the numbers of a tensor while it is traced: what it decides by them would be frozen. Compute with tensors instead (where, minimum …).',
        )
      return readSync.call(backend, dataId)
    },
  }
  try {
    Object.assign(backend, doors)
    const args = types.map(({ shape, dtype }) => new Value(shape, dtype))
    let results: (Value | undefined)[] = []
    tidy(() => {
      const tensors = types.map(({ shape, dtype }) => zeros([...shape], dtype as 'float32'))
      tensors.forEach(({ dataId }, i) => values.set(dataId, args[i] as Value))
      results = body(...tensors).map((tensor) => tensor && valueOf(tensor))
    })
    return { args, results }
  } finally {
    for (const door of Object.keys(doors)) delete (backend as unknown as Record<string, unknown>)[door]
  }
}

/** Types and counts are left to be told by the inputs; tfjs-node itself leaves some of them out. */
function attrsOf(op: string, attrs: readonly NativeAttr[], binding: Record<string, unknown>): Attrs {
  const known: [string, Attr][] = []
  for (const { name, type, value } of attrs)
    switch (type) {
      case binding['TF_ATTR_BOOL']:
        known.push([name, { bool: Boolean(value) }])
        break
      case binding['TF_ATTR_INT']:
        known.push([name, Array.isArray(value) ? { ints: value as number[] } : { int: Number(value) }])
        break
      case binding['TF_ATTR_FLOAT']:
        known.push([name, { float: Number(value) }])
        break
      case binding['TF_ATTR_STRING']:
        known.push([name, { text: String(value) }])
        break
      case binding['TF_ATTR_TYPE']:
        break
      default:
        throw new Error(
          `The attribute ${name} of ${op} is of a kind that src/engine/compiled/trace.ts does not know yet`,
        )
    }
  return Object.fromEntries(known)
}
