import { logSoftmax, mean, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import {
  classifierGlimpse,
  classifierLayersOf,
  firstClassifierState,
  logitsOf,
  type ClassifierLayers,
} from '../draw/classify'
import { crossEntropy, mistakes } from '../draw/crossEntropy'
import type { LstmState } from '../draw/lstm'
import type { Params } from '../draw/params'
import type { Read } from '../draw/read'
import type { Named, Scan } from './compiled/scan'
import { readParts } from './exposure'
import { scanOf } from './typedScan'

/*
 * The classifier as scans over its glimpses, the form in which the compiler takes a model; `batch` images at a time.
 * The data are x, [B, C, H, W], and in training the labels, [B, K].
 */

const glimpses = <O extends object>(
  network: ClassifierNetwork,
  batch: number,
  labels: Named<number[]>,
  see: (layers: ClassifierLayers, state: LstmState, read?: Read) => O,
  finish: (layers: ClassifierLayers, data: Named<Tensor>, last: LstmState, seen: O) => Named<Tensor>,
): Scan =>
  scanOf<ClassifierLayers, LstmState, O>({
    times: network.glimpses,
    params: classifierShapes(network),
    data: { x: [batch, network.channels, network.height, network.width], ...labels },
    inputs: {},
    prepare(params) {
      const weights = classifierLayersOf(network, params as Params)
      return { weights, state: firstClassifierState(network, weights, batch) }
    },
    step(layers, { x }, _, before) {
      const { state, read } = classifierGlimpse(network, layers, x as Tensor4D, before)
      return { state, outputs: see(layers, state, read) }
    },
    finish,
  })

/** Results loss, nats per image, and error, the share of mistakes: means over the batch. */
export const classifierTrainingScan = (network: ClassifierNetwork, batch: number): Scan =>
  glimpses(
    network,
    batch,
    { labels: [batch, network.classes] },
    () => ({}),
    (layers, { labels }, last) => {
      const logits = logitsOf(last, layers)
      return {
        loss: mean(crossEntropy(labels as Tensor2D, logits)),
        error: mean(mistakes(labels as Tensor2D, logits)),
      }
    },
  )

/** Results are the parts of a reading: [T, B, …]. */
export const readingScan = (network: ClassifierNetwork, batch: number): Scan =>
  glimpses(
    network,
    batch,
    {},
    (layers, state, read) => exposedReading(network, layers, state, read),
    (_layers, _data, _last, exposures) => exposures,
  )

/** A glimpse in the numbers that a reading is made of: [B, …] each. */
export const exposedReading = (
  { channels }: ClassifierNetwork,
  layers: ClassifierLayers,
  state: LstmState,
  read?: Read,
): Record<string, Tensor> => ({
  ...(read && readParts(read, channels)),
  logProbabilities: logSoftmax(logitsOf(state, layers)),
})
