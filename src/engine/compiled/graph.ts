/**
 * Graphs as plain data: values, and the nodes that compute them.
 *
 * A function is its arguments and results alone; its nodes are whatever the results need, so what nothing
 * needs is never there.
 */
export type DType = 'float32' | 'int32' | 'bool' | 'variant' | 'resource' | 'string'
export type Shape = readonly number[]
export type TypedArray = Float32Array | Int32Array | Uint8Array

export interface Type {
  readonly shape: Shape
  readonly dtype: DType
}

/** What a node computes, or, without a node, the argument of a function. */
export class Value implements Type {
  constructor(
    readonly shape: Shape,
    readonly dtype: DType,
    readonly node?: Node,
    /** Which of the node's outputs. */
    readonly index = 0,
  ) {}
}

export interface Node {
  readonly op: string
  readonly inputs: readonly Value[]
  readonly attrs: Attrs
  readonly outputs: readonly Value[]
  /** Nodes that must have run before this one, for the sake of what they do. */
  readonly after: readonly Node[]
}

/** Attributes other than the types and counts that the inputs tell. */
export type Attrs = Readonly<Record<string, Attr>>
export type Attr =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly type: DType }
  | { readonly types: readonly DType[] }
  | { readonly shape: Shape }
  | { readonly shapes: readonly Shape[] }
  | { readonly ints: readonly number[] }
  | { readonly constant: TypedArray; readonly shape: Shape; readonly dtype: DType }
  | { readonly calls: Fn }

export interface Fn {
  readonly name: string
  readonly args: readonly Value[]
  readonly results: readonly Value[]
  /** XLA must compile it. */
  readonly xla?: boolean
}

export function makeNode(
  op: string,
  inputs: readonly Value[],
  outputs: readonly Type[],
  attrs: Attrs = {},
  after: readonly Node[] = [],
): Node {
  const values: Value[] = []
  const node: Node = { op, inputs, attrs, outputs: values, after }
  values.push(...outputs.map(({ shape, dtype }, index) => new Value(shape, dtype, node, index)))
  return node
}

/** The one value a new node computes. */
export const makeValue = (op: string, inputs: readonly Value[], output: Type, attrs: Attrs = {}): Value =>
  outputOf(makeNode(op, inputs, [output], attrs))

export const outputOf = (node: Node, index = 0): Value => {
  const value = node.outputs[index]
  if (!value) throw new RangeError(`${node.op} has no output ${index}`)
  return value
}

/** A function from what its body makes of its arguments. */
export function makeFn(
  name: string,
  types: readonly Type[],
  body: (args: Value[]) => readonly Value[],
  options: Pick<Fn, 'xla'> = {},
): Fn {
  const args = types.map(({ shape, dtype }) => new Value(shape, dtype))
  return { name, args, results: body(args), ...options }
}

/** Whether one of the attributes `names` is there and true. */
export const flag = ({ attrs }: Node, ...names: string[]): boolean =>
  names.some((name) => {
    const attr = attrs[name]
    return attr !== undefined && 'bool' in attr && attr.bool
  })

/** Every node `values` need, each after those it needs itself. */
export function nodesOf(values: readonly Value[], also: readonly Node[] = []): Node[] {
  const seen = new Set<Node>()
  const ordered: Node[] = []
  const visit = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const { node: before } of node.inputs) if (before) visit(before)
    node.after.forEach(visit)
    ordered.push(node)
  }
  for (const { node } of values) if (node) visit(node)
  also.forEach(visit)
  return ordered
}

/** `values` with some of what they are computed from replaced. */
export function substitute<V extends Value | undefined>(
  values: readonly V[],
  replacements: ReadonlyMap<Value, Value>,
): V[] {
  return rewrite(values, replacements, () => undefined)
}

/**
 * `values` computed anew, from the bottom up.
 * @param replace what to put in place of a node whose inputs are `inputs` now; undefined keeps it
 */
export function rewrite<V extends Value | undefined>(
  values: readonly V[],
  replacements: ReadonlyMap<Value, Value>,
  replace: (node: Node, inputs: readonly Value[]) => readonly Value[] | undefined,
): V[] {
  const done = new Map<Node, readonly Value[]>()
  const now = (value: Value): Value => {
    const replaced = replacements.get(value)
    if (replaced) return replaced
    return (value.node ? (done.get(value.node) ?? [])[value.index] : undefined) ?? value
  }
  for (const node of nodesOf(values.filter((value) => value !== undefined))) {
    const inputs = node.inputs.map(now)
    const same = inputs.every((input, i) => input === node.inputs[i])
    done.set(
      node,
      replace(node, inputs) ??
        (same ? node.outputs : makeNode(node.op, inputs, node.outputs, node.attrs, node.after).outputs),
    )
  }
  return values.map((value) => (value && now(value)) as V)
}

/** A test of whether values depend on any of `sources`. */
export function dependsOn(sources: Iterable<Value>): (value: Value) => boolean {
  const known = new Map<Value, boolean>()
  for (const source of sources) known.set(source, true)
  return (value) => {
    for (const node of known.has(value) ? [] : nodesOf([value]))
      for (const output of node.outputs)
        if (!known.has(output))
          known.set(
            output,
            node.inputs.some((input) => known.get(input) ?? false),
          )
    return known.get(value) ?? false
  }
}

export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1)

/** What `froms` are replaced by, one by one. */
export function pairs(
  froms: readonly (Value | undefined)[],
  tos: readonly (Value | undefined)[],
): Map<Value, Value> {
  const map = new Map<Value, Value>()
  froms.forEach((from, i) => {
    const to = tos[i]
    if (from && to) map.set(from, to)
  })
  return map
}
