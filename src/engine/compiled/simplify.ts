import { rewrite, type Value } from './graph'

/** Drops what changes nothing: tfjs casts floats to floats, and reshapes to the shape that is there already. */
export function simplify<V extends Value | undefined>(values: readonly V[]): V[] {
  return rewrite(values, new Map(), ({ op, outputs }, [input]) => {
    const [output] = outputs
    if (!input || !output || !['Cast', 'Identity', 'Reshape'].includes(op)) return undefined
    const same = input.dtype === output.dtype && input.shape.join() === output.shape.join()
    return same ? [input] : undefined
  })
}
