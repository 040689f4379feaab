import { paramShapes, type Network } from '../draw/network'
import type { CompileOptions } from './compiled/training'
import { CompiledTraining } from './compiledTraining'
import { trainingScan } from './drawScans'
import { firstCanvas } from './exposure'
import type { Learner, LearnerState } from './learner'
import { imagesOf, latentsOf, Looks } from './looks'
import { shardsFor } from './shards'

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
  const scan = trainingScan(network, batch / options.shards)
  const training = new CompiledTraining(scan, 'bound', paramShapes(network), initial, batch, options)
  const looks = new Looks(network, () => training.weights())
  return {
    network,
    withoutXla: () => training.withoutXla(),
    step(x, noise, optimizer) {
      const { bound, lx, lz, norm } = training.step(
        noise.length / (glimpses * latent),
        { 'data.x': imagesOf(network, x), 'input.z': latentsOf(network, noise) },
        optimizer,
      ) as Record<'bound' | 'lx' | 'lz' | 'norm', number>
      return { bound, lx, lz, gradNorm: norm }
    },
    evaluate: (x, noise) => looks.evaluate(x, noise),
    reconstruct: (x, noise) => looks.reconstruct(x, noise),
    encode: (x) => looks.encode(x),
    generate: (z) => looks.generate(z),
    pictures: (x, noise, z, live) => ({
      ...looks.pictures(x, noise, z, live),
      canvas0: firstCanvas(training.param('canvas0')),
    }),
    state: () => training.state(),
    load: (state) => training.load(state),
    dispose() {
      looks.dispose()
      training.dispose()
    },
  }
}
