import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import type { Classifier } from './classifier'
import { ClassifierLooks } from './classifierLooks'
import { classifierTrainingScan } from './classifierScans'
import type { CompileOptions } from './compiled/training'
import { CompiledTraining } from './compiledTraining'
import { oneHot } from './labels'
import type { LearnerState } from './learner'
import { imagesOf } from './looks'
import { shardsFor } from './shards'

export interface CompiledClassifier extends Classifier {
  /** Why the step runs without XLA; undefined when it does not, or took none yet. */
  withoutXla(): string | undefined
}

/**
 * A classifier whose step is one TensorFlow graph, for the engine tensorflow; see
 * {@link createCompiledLearner | its like for drawing}.
 * @param initial a state, or the seed of a new one
 * @param batch images in every step
 * @throws StudioError when the state belongs to another network
 * @throws Error naming what of the model cannot be compiled
 */
export function createCompiledClassifier(
  network: ClassifierNetwork,
  initial: LearnerState | number,
  batch: number,
  options: CompileOptions = { xla: true, shards: shardsFor(classifierShapes(network), batch, 'CPU') },
): CompiledClassifier {
  const { classes } = network
  const scan = classifierTrainingScan(network, batch / options.shards)
  const training = new CompiledTraining(scan, 'loss', classifierShapes(network), initial, batch, options)
  const looks = new ClassifierLooks(network, () => training.weights())
  return {
    network,
    withoutXla: () => training.withoutXla(),
    step(x, labels, optimizer) {
      const targets = { values: oneHot(labels, classes), shape: [labels.length, classes] }
      const { loss, error, norm } = training.step(
        labels.length,
        { 'data.x': imagesOf(network, x), 'data.labels': targets },
        optimizer,
      ) as Record<'loss' | 'error' | 'norm', number>
      return { loss, error, gradNorm: norm }
    },
    classify: (x) => looks.classify(x),
    look: (x, live) => looks.look(x, live),
    state: () => training.state(),
    load: (state) => training.load(state),
    dispose() {
      looks.dispose()
      training.dispose()
    },
  }
}
