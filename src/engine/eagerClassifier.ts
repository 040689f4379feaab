import { mean, tensor2d, tensor4d, tidy, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core'
import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import { classifierGlimpse, classifierLayersOf, classify, firstClassifierState } from '../draw/classify'
import { crossEntropy, mistakes } from '../draw/crossEntropy'
import type { Reading } from '../studio/drawing'
import type { Classifier } from './classifier'
import { exposedReading } from './classifierScans'
import { Film } from './film'
import { oneHot } from './labels'
import type { LearnerState } from './learner'
import { unroll } from './unroll'
import { Weights } from './weights'

/**
 * A classifier that runs each operation of src/draw as it comes, in the engine that is open.
 *
 * On one engine and machine the same steps give the same numbers to the last bit, also after
 * `state()` and `load()`.
 * @param initial a state, or the seed of a new one
 * @throws StudioError when the state belongs to another network
 */
export function createClassifier(network: ClassifierNetwork, initial: LearnerState | number): Classifier {
  const { channels, height, width, glimpses, classes } = network
  const weights = new Weights(classifierShapes(network), initial)
  const countOf = (x: Float32Array) => x.length / (channels * height * width)
  const imagesOf = (x: Float32Array): Tensor4D => tensor4d(x, [countOf(x), channels, height, width])

  function look(x: Float32Array): Reading {
    const film = new Film(network, countOf(x))
    tidy(() => {
      const [images, layers] = [imagesOf(x), classifierLayersOf(network, weights.params)]
      unroll(
        glimpses,
        () => firstClassifierState(network, layers, countOf(x)),
        (before) => {
          const { state, read } = classifierGlimpse(network, layers, images, before)
          film.add(exposedReading(network, layers, state, read))
          return state
        },
      )
    })
    return { ...film.finished<Omit<Reading, 'classes'>>(), classes }
  }

  return {
    network,
    step(x, labels, optimizer) {
      const own = oneHot(labels, classes)
      const [loss, error, gradNorm] = weights.descend((params) => {
        const logits = classify(network, classifierLayersOf(network, params), imagesOf(x))
        const targets = tensor2d(own, [labels.length, classes])
        return [mean<Scalar>(crossEntropy(targets, logits)), mean<Scalar>(mistakes(targets, logits))]
      }, optimizer) as [number, number, number]
      return { loss, error, gradNorm }
    },
    classify: (x) => look(x).logProbabilities,
    look,
    state: () => weights.state(),
    load: (state) => weights.load(state),
    dispose: () => weights.dispose(),
  }
}
