import { makeNode, makeValue, type Node, type Shape, type Value } from './graph'
import type { Graph } from './savedModel'
import type { CompiledScan, Named, Scan } from './scan'

/** The graph of one call of `compiled`: feeds `param.NAME`, `data.NAME`, `input`; fetches `result.NAME`. */
export function callGraph({ call, results }: CompiledScan, scan: Scan): Graph {
  const named: Record<string, Node> = {}
  const placeholders = (prefix: string, shapes: Named<Shape>): Value[] =>
    Object.entries(shapes).map(([name, shape]) => {
      const value = makeValue('Placeholder', [], { shape, dtype: 'float32' }, { shape: { shape } })
      if (value.node) named[prefix + name] = value.node
      return value
    })
  const returned = call([
    ...placeholders('param.', scan.params),
    ...placeholders('data.', scan.data),
    ...placeholders('', { input: [scan.times, ...scan.input] }),
  ])
  results.forEach((name, i) => {
    const value = returned[i] as Value
    named[`result.${name}`] = makeNode('Identity', [value], [value])
  })
  return { named }
}
