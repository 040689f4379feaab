import type { Network } from '../draw/network'
import { StudioError } from '../studio/api'
import { createCompiledLearner } from './compiledLearner'
import { createLearner } from './eager'
import type { Learner, LearnerState } from './learner'
import type { Engine } from './open'
import { shardsFor } from './shards'

export interface TrainingLearner {
  readonly learner: Learner
  /** In what slower form it runs than the engine has, and why. */
  readonly slower?: { readonly form: string; readonly reason: string }
}

/**
 * The fastest learner that `engine` has for steps of `batch` images: compiled on tensorflow, if the model can be.
 * @param initial a state, or the seed of a new one
 * @param shards in how many parts a compiled step computes a batch; by rule where left out
 * @throws StudioError when the state belongs to another network
 */
export function createTrainingLearner(
  engine: Engine,
  network: Network,
  initial: LearnerState | number,
  batch: number,
  shards = shardsFor(network, batch),
): TrainingLearner {
  if (engine.name !== 'tensorflow') return { learner: createLearner(network, initial) }
  try {
    const learner = createCompiledLearner(network, initial, batch, { xla: true, shards })
    const reason = learner.withoutXla
    return { learner, ...(reason !== undefined && { slower: { form: 'compiled without XLA', reason } }) }
  } catch (error) {
    if (error instanceof StudioError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return { learner: createLearner(network, initial), slower: { form: 'not compiled', reason } }
  }
}
