import type { Network } from '../draw/network'
import type { LearnerState } from '../engine/learner'
import type { Engine } from '../engine/open'
import { shardsFor } from '../engine/shards'
import { startingState } from '../engine/state'
import { createTrainingLearner, type TrainingLearner } from '../engine/trainingLearner'

/** An engine that is open, and the learner that was last made in it: a run like the one measured begins at once. */
export class Ready {
  private made: { readonly key: string; readonly training: TrainingLearner } | undefined

  constructor(readonly engine: Engine) {}

  /** Whether {@link learner} has one that has been compiled. */
  has(network: Network, batch: number, shards?: number): boolean {
    return this.made?.key === this.key(network, batch, shards)
  }

  /** As createTrainingLearner; only the newest lives. */
  learner(network: Network, initial: LearnerState | number, batch: number, shards?: number): TrainingLearner {
    if (this.made && this.has(network, batch, shards)) {
      this.made.training.learner.load(startingState(network, initial))
      return this.made.training
    }
    this.dispose()
    const training = createTrainingLearner(this.engine, network, initial, batch, shards)
    this.made = { key: this.key(network, batch, shards), training }
    return training
  }

  dispose(): void {
    this.made?.training.learner.dispose()
    this.made = undefined
  }

  private key(network: Network, batch: number, shards = shardsFor(network, batch, this.engine.device)) {
    return JSON.stringify([network, batch, shards])
  }
}
