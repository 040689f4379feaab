import { dependsOn, makeNode, nodesOf, sizeOf, substitute, type Node, type Value } from './graph'

/**
 * `values` with their products computed one after the other, the longest first.
 *
 * For shards computed side by side: TensorFlow begins whatever is ready, and near the end one core would have the
 * long products left and the others none.
 */
export function oneByOne(values: readonly Value[]): Value[] {
  const products = nodesOf(values).filter(({ op }) => op === 'MatMul')
  const follows = dependsOn(products.flatMap(({ outputs }) => outputs))
  const first = products.filter(({ inputs }) => !inputs.some(follows)).sort((a, b) => work(b) - work(a))
  const made = new Map<Value, Value>()
  const order: Node[] = []
  for (const { op, inputs, outputs, attrs, after } of first) {
    const before = order.at(-2)
    const node = makeNode(op, inputs, outputs, attrs, before ? [...after, before] : after)
    outputs.forEach((output, i) => made.set(output, node.outputs[i] as Value))
    order.push(node)
  }
  return substitute(values, made)
}

/** Products of two numbers in a product of two matrices. */
const work = ({ inputs: [a], outputs: [output] }: Node): number =>
  (sizeOf(a?.shape ?? []) / Math.max(output?.shape[0] ?? 1, 1)) * sizeOf(output?.shape ?? [])
