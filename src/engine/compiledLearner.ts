import { paramShapes, type Network } from '../draw/network'
import { BETA2, EPSILON } from './adam'
import { Training, type CompileOptions } from './compiled/training'
import { trainingScan } from './drawScans'
import type { Learner, LearnerState } from './learner'
import { imagesOf, latentsOf, Looks } from './looks'
import { shardsFor } from './shards'
import { startingState } from './state'

export interface CompiledLearner extends Learner {
  /** Why the step runs without XLA; undefined when it does not, or took none yet. */
  withoutXla(): string | undefined
}

/**
 * A learner whose step is one TensorFlow graph, for the engine tensorflow.
 *
 * Exact as the eager learner is: with the same options the same steps give the same numbers to the last bit.
 * What evaluates and draws is compiled when first asked for, for each number of images.
 * @param initial a state, or the seed of a new one
 * @param batch images in every step
 * @throws StudioError when the state belongs to another network
 * @throws Error naming what of the model cannot be compiled
 */
export function createCompiledLearner(
  network: Network,
  initial: LearnerState | number,
  batch: number,
  options: CompileOptions = { xla: true, shards: shardsFor(paramShapes(network), batch, 'CPU') },
): CompiledLearner {
  const { glimpses, latent } = network
  const shapes = paramShapes(network)
  const { updates: taken, params, m, v } = startingState(shapes, initial)
  let updates = taken
  const scan = trainingScan(network, batch / options.shards)
  const training = new Training(scan, 'bound', options, { value: params, m, v })
  const looks = new Looks(network, () => training.weights())

  const countOf = (z: Float32Array) => z.length / (glimpses * latent)
  return {
    network,
    withoutXla: () => training.refused,
    step(x, noise, { learningRate, beta1, clip }) {
      if (countOf(noise) !== batch)
        throw new RangeError(`This step was compiled for ${batch} images and was given ${countOf(noise)}`)
      const taken = updates + 1
      const { bound, lx, lz, norm } = training.step(
        { 'data.x': imagesOf(network, x), 'input.z': latentsOf(network, noise) },
        {
          rate: learningRate,
          beta1,
          beta1Power: beta1 ** taken,
          beta2: BETA2,
          beta2Power: BETA2 ** taken,
          epsilon: EPSILON * Math.sqrt(1 - BETA2 ** taken),
          clip,
        },
      ) as Record<'bound' | 'lx' | 'lz' | 'norm', number>
      updates = taken
      return { bound, lx, lz, gradNorm: norm }
    },
    evaluate: (x, noise) => looks.evaluate(x, noise),
    reconstruct: (x, noise) => looks.reconstruct(x, noise),
    generate: (z) => looks.generate(z),
    pictures: (x, noise, z, live) => looks.pictures(x, noise, z, live),
    state() {
      const { value, m, v } = training.read()
      return { params: { ...value }, m: { ...m }, v: { ...v }, updates }
    },
    load(state) {
      const { updates: taken, params, m, v } = startingState(shapes, state)
      training.write({ value: params, m, v })
      updates = taken
    },
    dispose() {
      looks.dispose()
      training.close()
    },
  }
}
