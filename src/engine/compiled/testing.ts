import { type Graph, savedModel } from './savedModel'
import { makeNode, type Value } from './graph'
import { download, free, Session } from './session'

/** The numbers of `values`, computed by TensorFlow. For tests. */
export function evaluate(...values: readonly Value[]): number[][] {
  const names = values.map((_, i) => `value${i}`)
  const named: Graph['named'] = Object.fromEntries(
    values.map((value, i) => [names[i] as string, makeNode('Identity', [value], [value])]),
  )
  const session = new Session(savedModel({ named }))
  const tensors = session.run({}, names)
  const numbers = tensors.map((tensor) => Array.from(download(tensor)))
  free(tensors)
  session.close()
  return numbers
}
