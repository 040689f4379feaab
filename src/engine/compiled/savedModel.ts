import { nodesOf, type Attr, type DType, type Fn, type Node, type Shape, type Value } from './graph'
import { encode, type Message } from './protobuf'
import { inferTypes, signatureOf } from './signature'

/** tensorflow/core/framework/types.proto */
const DTYPES: Record<DType, number> = { float32: 1, int32: 3, string: 7, bool: 10, resource: 20, variant: 21 }
/** The version of graphs that TensorFlow 2.21 writes (TF_GRAPH_DEF_VERSION in its public/version.h). */
const PRODUCER = 1087

/** A graph whose nodes can be fed, fetched and run by name. */
export interface Graph {
  readonly named: Readonly<Record<string, Node>>
}

/**
 * A graph as the bytes of a SavedModel's saved_model.pb, tagged "serve".
 *
 * Field numbers are those of tensorflow/core/protobuf/{saved_model,meta_graph}.proto and
 * tensorflow/core/framework/{graph,node_def,attr_value,function,op_def,tensor,tensor_shape}.proto.
 */
export function savedModel({ named }: Graph): Uint8Array {
  const nodes = nodesOf([], Object.values(named))
  const names = nameAll(nodes, new Map(Object.entries(named).map(([name, node]) => [node, name])))
  const reference = ({ node, index }: Value): string => {
    if (!node) throw new ReferenceError('An argument of a function is used outside of it')
    return `${names.get(node)}:${index}`
  }
  const functions = functionsOf(nodes)
  const graph: Message = [
    ...nodes.map((node) => [1, nodeDef(node, names, reference)] as const),
    [2, functions.map((fn) => [1, functionDef(fn)] as const)],
    [4, [[1, PRODUCER]]],
  ]
  const meta: Message = [
    [1, [[4, 'serve']]],
    [2, graph],
  ]
  return encode([
    [1, 1],
    [2, meta],
  ])
}

/** The functions that `nodes` call, and those that these call. */
function functionsOf(nodes: readonly Node[]): Fn[] {
  const found = new Map<string, Fn>()
  const visit = (node: Node): void => {
    for (const attr of Object.values(node.attrs)) {
      if (!('calls' in attr) || found.get(attr.calls.name) === attr.calls) continue
      if (found.has(attr.calls.name)) throw new Error(`Two functions are called ${attr.calls.name}`)
      found.set(attr.calls.name, attr.calls)
      nodesOf(attr.calls.results).forEach(visit)
    }
  }
  nodes.forEach(visit)
  return [...found.values()]
}

const nameAll = (nodes: readonly Node[], given: ReadonlyMap<Node, string> = new Map()): Map<Node, string> =>
  new Map(nodes.map((node, i) => [node, given.get(node) ?? `${node.op}_${i}`]))

function functionDef({ name, args, results, xla }: Fn): Message {
  const nodes = nodesOf(results)
  const names = nameAll(nodes)
  const argName = new Map(args.map((arg, i) => [arg, `arg${i}`]))
  const reference = (value: Value): string => {
    const arg = argName.get(value)
    if (arg) return arg
    if (!value.node) throw new ReferenceError(`${name} uses an argument of another function`)
    return `${names.get(value.node)}:${outputName(value.node, value.index)}`
  }
  const argDef = (name: string, { dtype }: Value): Message => [
    [1, name],
    [3, DTYPES[dtype]],
  ]
  return [
    [
      1,
      [
        [1, name],
        ...args.map((arg, i) => [2, argDef(`arg${i}`, arg)] as const),
        ...results.map((result, i) => [3, argDef(`result${i}`, result)] as const),
      ],
    ],
    ...nodes.map((node) => [3, nodeDef(node, names, reference)] as const),
    ...results.map((result, i) => [4, entry(`result${i}`, reference(result))] as const),
    ...(xla ? [[5, entry('_XlaMustCompile', [[5, true]])] as const] : []),
  ]
}

/** A FunctionDef names a node's outputs as the operation's definition does: name and place in its list. */
function outputName(node: Node, index: number): string {
  let from = 0
  for (const { name, list, count } of signatureOf(node.op).outputs) {
    const length = count || list ? node.outputs.length - (signatureOf(node.op).outputs.length - 1) : 1
    if (index < from + length) return `${name}:${index - from}`
    from += length
  }
  throw new RangeError(`${node.op} has no output ${index}`)
}

function nodeDef(node: Node, names: ReadonlyMap<Node, string>, reference: (value: Value) => string): Message {
  return [
    [1, names.get(node) as string],
    [2, node.op],
    ...node.inputs.map((input) => [3, reference(input)] as const),
    ...node.after.map((before) => [3, `^${names.get(before)}`] as const),
    ...Object.entries({ ...inferTypes(node), ...node.attrs }).map(
      ([name, attr]) => [5, entry(name, attrValue(attr))] as const,
    ),
  ]
}

/** An entry of a map. */
const entry = (key: string, value: Message | string): Message => [
  [1, key],
  [2, value],
]

function attrValue(attr: Attr): Message {
  if ('constant' in attr) return [[8, tensorProto(attr)]]
  if ('int' in attr) return [[3, attr.int]]
  if ('float' in attr) return [[4, { float: attr.float }]]
  if ('bool' in attr) return [[5, attr.bool]]
  if ('text' in attr) return [[2, attr.text]]
  if ('type' in attr) return [[6, DTYPES[attr.type]]]
  if ('shape' in attr) return [[7, shapeProto(attr.shape)]]
  if ('types' in attr) return [[1, attr.types.map((type) => [6, DTYPES[type]] as const)]]
  if ('shapes' in attr) return [[1, attr.shapes.map((shape) => [7, shapeProto(shape)] as const)]]
  if ('ints' in attr) return [[1, attr.ints.map((int) => [3, int] as const)]]
  return [[10, [[1, attr.calls.name]]]]
}

const shapeProto = (shape: Shape): Message => shape.map((size) => [2, [[1, size]]] as const)

function tensorProto({ constant, shape, dtype }: Extract<Attr, { constant: unknown }>): Message {
  const head: Message = [
    [1, DTYPES[dtype]],
    [2, shapeProto(shape)],
  ]
  const [first] = constant
  // The last number of a list that is too short counts for all the rest: zeros of any shape take a few bytes.
  if (dtype === 'float32' && first !== undefined && constant.every((value) => Object.is(value, first)))
    return [...head, [5, { float: first }]]
  return [...head, [4, new Uint8Array(constant.buffer, constant.byteOffset, constant.byteLength)]]
}
