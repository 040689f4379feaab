import { initialParams, type Shapes } from '../draw/params'
import { StudioError } from '../studio/api'
import type { LearnerState } from './learner'

/**
 * The state a learner of weights of `shapes` starts from, in arrays of its own.
 * @param initial a state, or the seed of a new one
 * @throws StudioError naming a weight that `initial` lacks, or has in another size
 */
export function startingState(shapes: Shapes, initial: LearnerState | number): LearnerState {
  if (typeof initial !== 'number') {
    const { params, m, v, updates } = initial
    const fitting = (arrays: Record<string, Float32Array>) =>
      Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, fit(arrays[name], name, shape)]),
      )
    return { params: fitting(params), m: fitting(m), v: fitting(v), updates }
  }
  const params = initialParams(shapes, initial)
  const zeros = () =>
    Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Float32Array(length)]))
  return { params, m: zeros(), v: zeros(), updates: 0 }
}

function fit(found: Float32Array | undefined, name: string, shape: readonly number[]): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1)
  if (found?.length === size) return found.slice()
  throw new StudioError(
    `The weight ${name} has ${found?.length ?? 'no'} numbers; these settings need ${size}`,
    'The weights belong to other settings, or their file is damaged: choose another checkpoint.',
  )
}
