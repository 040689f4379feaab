import { makeNode, rewrite, type Attrs, type Value } from './graph'

/** Computes once what was traced more than once: gradients repeat much of what came before them. */
export function dedupe<V extends Value | undefined>(values: readonly V[]): V[] {
  const ids = new Map<Value, number>()
  const idOf = (value: Value): number => {
    const id = ids.get(value) ?? ids.size
    ids.set(value, id)
    return id
  }
  const first = new Map<string, readonly Value[]>()
  return rewrite(values, new Map(), (node, inputs) => {
    const key = [node.op, keyOf(node.attrs), ...inputs.map(idOf)].join()
    const known = first.get(key)
    if (known) return known
    const same = inputs.every((input, i) => input === node.inputs[i])
    const { outputs } = same ? node : makeNode(node.op, inputs, node.outputs, node.attrs, node.after)
    first.set(key, outputs)
    return outputs
  })
}

/** Text that two sets of attributes share only if they mean the same. */
const keyOf = (attrs: Attrs): string =>
  JSON.stringify(attrs, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? contentOf(value as Float32Array) : value && nameOf(value),
  )

const contentOf = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1')

/** A function is known by its name. */
const nameOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'results' in value
    ? (value as { name?: string }).name
    : value
