import { ELEMENTWISE } from './flatten'
import { nodesOf, sizeOf, type Value } from './graph'

/** Operations that take little longer than reading their result from memory would. */
const CHEAP = new Set(
  (
    'Abs Add AddN AddV2 Cast ConcatV2 Equal ExpandDims Fill Greater GreaterEqual Identity Less LessEqual ' +
    'LogicalAnd LogicalNot LogicalOr Maximum Minimum Mul Neg OnesLike Pack Relu Reshape Select Sign Slice ' +
    'SplitV Square StridedSlice Sub Tile Unpack ZerosLike'
  ).split(' '),
)

/**
 * What to keep of a step so that cheap operations can make all of `needed` from it: the least that will do,
 * by size.
 *
 * A minimum cut between what the step begins with and what is needed, as torch's partitioner takes it
 * (functorch, min_cut_rematerialization_partition); of equal cuts the one nearest to what is needed.
 * @param varies whether a value differs from step to step; the others need not be kept
 * @param kept values that are there anyway
 */
export function leastToKeep(
  needed: readonly Value[],
  varies: (value: Value) => boolean,
  kept: ReadonlySet<Value>,
): Value[] {
  const values = nodesOf(needed)
    .flatMap(({ inputs, outputs }) => [...inputs, ...outputs])
    .concat(needed)
    .filter(varies)
  const flow = new Flow()
  for (const value of new Set(values)) {
    flow.edge(before(value), after(value), kept.has(value) ? 0 : sizeOf(value.shape))
    if (!value.node || !isCheap(value)) flow.edge('start', before(value), Infinity)
    else
      for (const input of value.node.inputs)
        if (varies(input)) flow.edge(after(input), before(value), Infinity)
  }
  for (const value of needed) flow.edge(after(value), 'end', Infinity)
  const last = flow.lastCut('start', 'end')
  return [...new Set(values)].filter((value) => !last.has(before(value)) && last.has(after(value)))
}

/** One number of each row is computed anew sooner than a buffer is read. */
const isCheap = ({ node, shape }: Value): boolean =>
  node !== undefined &&
  (CHEAP.has(node.op) || (ELEMENTWISE.has(node.op) && sizeOf(shape) === Math.max(...shape, 1)))

/** A value is two places in the network: what it costs to keep lies between them. */
const places = new WeakMap<Value, { before: object; after: object }>()
const placesOf = (value: Value) => {
  const known = places.get(value) ?? { before: {}, after: {} }
  places.set(value, known)
  return known
}
const before = (value: Value): object => placesOf(value).before
const after = (value: Value): object => placesOf(value).after

type Place = object | string

/** A flow network (Edmonds & Karp, 1972). */
class Flow {
  /** What can still flow from one place to another. */
  private readonly rest = new Map<Place, Map<Place, number>>()

  edge(from: Place, to: Place, capacity: number): void {
    this.add(from, to, capacity)
    this.add(to, from, 0)
  }

  /** Saturates the network. @returns the places from which `end` can still be reached */
  lastCut(start: Place, end: Place): Set<Place> {
    for (let path = this.path(start, end); path; path = this.path(start, end)) {
      const amount = Math.min(...path.map(([from, to]) => this.left(from, to)))
      if (amount === Infinity) throw new RangeError('Nothing stands between start and end')
      for (const [from, to] of path) {
        this.add(from, to, -amount)
        this.add(to, from, amount)
      }
    }
    const reached = new Set([end])
    for (const to of reached)
      for (const from of this.rest.get(to)?.keys() ?? []) if (this.left(from, to) > 0) reached.add(from)
    return reached
  }

  /** The shortest path on which something can flow. */
  private path(start: Place, end: Place): (readonly [Place, Place])[] | undefined {
    const cameFrom = new Map<Place, Place>()
    const queue = new Set([start])
    for (const from of queue) {
      for (const [to, left] of this.rest.get(from) ?? []) {
        if (left <= 0 || queue.has(to)) continue
        queue.add(to)
        cameFrom.set(to, from)
      }
      if (queue.has(end)) break
    }
    if (!queue.has(end)) return undefined
    const path: (readonly [Place, Place])[] = []
    for (let to: Place = end; to !== start;) {
      const from = cameFrom.get(to) as Place
      path.push([from, to])
      to = from
    }
    return path
  }

  private left(from: Place, to: Place): number {
    return this.rest.get(from)?.get(to) ?? 0
  }

  private add(from: Place, to: Place, capacity: number): void {
    const edges = this.rest.get(from) ?? new Map<Place, number>()
    this.rest.set(from, edges)
    edges.set(to, (edges.get(to) ?? 0) + capacity)
  }
}
