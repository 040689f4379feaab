import type { Network } from '../draw/network'
import { StudioError } from '../studio/api'
import { createCompiledLearner, type CompiledLearner } from './compiledLearner'
import { createLearner } from './eager'
import { dropDamaged, sealGraphs } from './graphCache'
import type { Learner, LearnerState } from './learner'
import type { Engine } from './open'

export interface TrainingLearner {
  readonly learner: Learner
  /** In what slower form it runs than the engine has, and why. */
  readonly slower?: { readonly form: string; readonly reason: string }
}

/** Compiled, by way of the graphs kept on disk; one of them that was damaged is made anew. */
function compile(network: Network, initial: LearnerState | number, batch: number): CompiledLearner {
  let learner = createCompiledLearner(network, initial, batch)
  if (learner.withoutXla !== undefined && dropDamaged() > 0) {
    console.warn(`A compiled graph kept on disk was damaged, and is made anew: ${learner.withoutXla}`)
    learner.dispose()
    learner = createCompiledLearner(network, initial, batch)
  }
  sealGraphs()
  return learner
}

/**
 * The fastest learner that `engine` has for steps of `batch` images: compiled on tensorflow, if the model can be.
 * @param initial a state, or the seed of a new one
 * @throws StudioError when the state belongs to another network
 */
export function createTrainingLearner(
  engine: Engine,
  network: Network,
  initial: LearnerState | number,
  batch: number,
): TrainingLearner {
  if (engine.name !== 'tensorflow') return { learner: createLearner(network, initial) }
  try {
    const learner = compile(network, initial, batch)
    const reason = learner.withoutXla
    return { learner, ...(reason !== undefined && { slower: { form: 'compiled without XLA', reason } }) }
  } catch (error) {
    if (error instanceof StudioError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return { learner: createLearner(network, initial), slower: { form: 'not compiled', reason } }
  }
}
