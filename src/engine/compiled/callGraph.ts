import { makeNode, makeValue, type Node, type Shape, type Value } from './graph'
import type { Graph } from './savedModel'
import { inputsOf, type CompiledScan, type Named, type Scan } from './scan'

/** A scan of which the graph computes one call. */
export interface Call {
  readonly scan: Scan
  readonly compiled: CompiledScan
}

/**
 * The graph of `calls` with the same params, which may run side by side.
 * Feeds `param.NAME`, `CALL.data.NAME`, `CALL.input.NAME`; fetches `CALL.result.NAME`.
 */
export function callGraph(calls: Named<Call>): Graph {
  const named: Record<string, Node> = {}
  const feeds = new Map<string, Value>()
  const feed = (name: string, shape: Shape): Value => {
    const value =
      feeds.get(name) ?? makeValue('Placeholder', [], { shape, dtype: 'float32' }, { shape: { shape } })
    feeds.set(name, value)
    if (value.node) named[name] = value.node
    return value
  }
  const feedAll = (prefix: string, shapes: Named<Shape>): Value[] =>
    Object.entries(shapes).map(([name, shape]) => feed(prefix + name, shape))
  for (const [name, { scan, compiled }] of Object.entries(calls)) {
    const returned = compiled.call([
      ...feedAll('param.', scan.params),
      ...feedAll(`${name}.data.`, scan.data),
      ...feedAll(`${name}.input.`, inputsOf(scan)),
    ])
    compiled.results.forEach((result, i) => {
      const value = returned[i] as Value
      named[`${name}.result.${result}`] = makeNode('Identity', [value], [value])
    })
  }
  return { named }
}
