import { rewrite, type Value } from './graph'
import { reshape } from './ops'

/**
 * Drops what changes nothing: tfjs casts floats to floats, and reshapes to the shape that is there already. Of
 * two reshapes the last is enough.
 */
export function simplify<V extends Value | undefined>(values: readonly V[]): V[] {
  return rewrite(values, new Map(), ({ op, outputs }, [input]) => {
    const [output] = outputs
    if (!input || !output || !['Cast', 'Identity', 'Reshape'].includes(op)) return undefined
    const same = (value: Value) => value.dtype === output.dtype && value.shape.join() === output.shape.join()
    if (same(input)) return [input]
    const [before] = op === 'Reshape' && input.node?.op === 'Reshape' ? input.node.inputs : []
    if (!before) return undefined
    return [same(before) ? before : reshape(before, output.shape)]
  })
}
