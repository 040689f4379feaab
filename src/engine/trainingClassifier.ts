import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import type { Classifier } from './classifier'
import { createCompiledClassifier } from './compiledClassifier'
import { createClassifier } from './eagerClassifier'
import { FastestForm, type Fastest } from './fastestForm'
import type { LearnerState } from './learner'
import type { Engine } from './open'
import { shardsFor } from './shards'

/**
 * The fastest classifier that `engine` has for steps of `batch` images: compiled on tensorflow, if the model can be.
 * What can be compiled shows with the first step.
 * @param initial a state, or the seed of a new one
 * @param shards in how many parts a compiled step computes a batch; by rule where left out
 * @throws StudioError when the state belongs to another network
 */
export function createTrainingClassifier(
  engine: Engine,
  network: ClassifierNetwork,
  initial: LearnerState | number,
  batch: number,
  shards = shardsFor(classifierShapes(network), batch, engine.device),
): Fastest<Classifier> {
  const form = new FastestForm<Classifier>(
    engine,
    {
      compiled: (state) => createCompiledClassifier(network, state, batch, { xla: true, shards }),
      eager: (state) => createClassifier(network, state),
    },
    initial,
  )
  const learner: Classifier = {
    network,
    step: (x, labels, optimizer) => form.step((learner) => learner.step(x, labels, optimizer)),
    classify: (x) => form.now.classify(x),
    look: (x, live) => form.now.look(x, live),
    state: () => form.now.state(),
    load: (state) => form.now.load(state),
    dispose: () => form.now.dispose(),
  }
  return { learner, slower: () => form.slower }
}
