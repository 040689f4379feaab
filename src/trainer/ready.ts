import type { Classifier } from '../engine/classifier'
import type { Fastest } from '../engine/fastestForm'
import type { Learner, LearnerState } from '../engine/learner'
import type { Engine } from '../engine/open'
import { startingState } from '../engine/state'
import { createTrainingClassifier } from '../engine/trainingClassifier'
import { createTrainingLearner } from '../engine/trainingLearner'
import { shapesOf, type Architecture } from './architecture'

/** A network in training, by its task. */
export type Trained =
  ({ readonly task: 'draw' } & Fastest<Learner>) | ({ readonly task: 'classify' } & Fastest<Classifier>)

/** An engine that is open, and the network that was last made in it: a run like the one measured begins at once. */
export class Ready {
  private made: { readonly key: string; readonly trained: Trained } | undefined

  constructor(readonly engine: Engine) {}

  /** Whether {@link trained} has such a network, compiled. */
  has(architecture: Architecture, batch: number, shards?: number): boolean {
    return this.made?.key === keyOf(architecture, batch, shards)
  }

  /** @param initial a state, or the seed of a new one @returns only the newest lives */
  trained(
    architecture: Architecture,
    initial: LearnerState | number,
    batch: number,
    shards?: number,
  ): Trained {
    if (this.made && this.has(architecture, batch, shards)) {
      this.made.trained.learner.load(startingState(shapesOf(architecture), initial))
      return this.made.trained
    }
    this.dispose()
    const { engine } = this
    const trained: Trained =
      architecture.task === 'draw'
        ? { task: 'draw', ...createTrainingLearner(engine, architecture.network, initial, batch, shards) }
        : {
            task: 'classify',
            ...createTrainingClassifier(engine, architecture.network, initial, batch, shards),
          }
    this.made = { key: keyOf(architecture, batch, shards), trained }
    return trained
  }

  dispose(): void {
    this.made?.trained.learner.dispose()
    this.made = undefined
  }
}

const keyOf = (...of: [Architecture, batch: number, shards: number | undefined]) => JSON.stringify(of)
