import { classifierOf, type ClassifierNetwork } from '../draw/classifier'
import type { Network } from '../draw/network'
import type { Classifier, ClassifierStep } from './classifier'
import { openEngine, type Engine } from './open'
import { bestEngine } from './statuses'

/** TensorFlow where it is; otherwise plain JavaScript, whose arithmetic is the plainest. For tests. */
export const openTestEngine = (): Promise<Engine> =>
  openEngine(bestEngine() === 'tensorflow' ? 'tensorflow' : 'cpu')

/** A network of odd sizes that is quick everywhere. For tests. */
export const TINY: Network = {
  channels: 1,
  height: 9,
  width: 6,
  attention: true,
  glimpses: 3,
  hidden: 16,
  latent: 4,
  readSize: 2,
  writeSize: 3,
}

/** Its like for {@link Classifier}s. For tests. */
export const TINY_CLASSIFIER: ClassifierNetwork = classifierOf(TINY, TINY, 3)

/** What one of them may be like. For tests. */
export const CLASSIFIERS: readonly (readonly [string, ClassifierNetwork])[] = [
  ['with attention', TINY_CLASSIFIER],
  ['three channels', { ...TINY_CLASSIFIER, channels: 3 }],
  ['one filter, one glimpse', { ...TINY_CLASSIFIER, readSize: 1, glimpses: 1 }],
  ['without attention', { ...TINY_CLASSIFIER, attention: false }],
  ['three channels without attention', { ...TINY_CLASSIFIER, channels: 3, attention: false }],
]

/** `count` images x, each with a label, of batch `step`. For tests. */
export const classified = (
  { channels, height, width, classes }: ClassifierNetwork,
  count: number,
  step = 0,
) => ({
  x: Float32Array.from({ length: count * channels * height * width }, (_, i) =>
    Number(Math.sin(i * i + step) > 0.5),
  ),
  labels: Uint8Array.from({ length: count }, (_, i) => (i + step) % classes),
})

/** Steps on {@link classified} images; batches `from` to `from + steps`. For tests. */
export const trained = (classifier: Classifier, count: number, steps: number, from = 0): ClassifierStep[] =>
  Array.from({ length: steps }, (_, i) => {
    const { x, labels } = classified(classifier.network, count, (from + i) % 2)
    return classifier.step(x, labels, { learningRate: 2e-3, beta1: 0.5, clip: 10 })
  })
