import { paramShapes, type Network } from '../draw/network'
import { createCompiledLearner } from './compiledLearner'
import { createLearner } from './eager'
import { FastestForm, type Fastest } from './fastestForm'
import type { Learner, LearnerState } from './learner'
import type { Engine } from './open'
import { shardsFor } from './shards'

/**
 * The fastest learner that `engine` has for steps of `batch` images: compiled on tensorflow, if the model can be.
 * What can be compiled shows with the first step.
 * @param initial a state, or the seed of a new one
 * @param shards in how many parts a compiled step computes a batch; by rule where left out
 * @throws StudioError when the state belongs to another network
 */
export function createTrainingLearner(
  engine: Engine,
  network: Network,
  initial: LearnerState | number,
  batch: number,
  shards = shardsFor(paramShapes(network), batch, engine.device),
): Fastest<Learner> {
  const form = new FastestForm<Learner>(
    engine,
    {
      compiled: (state) => createCompiledLearner(network, state, batch, { xla: true, shards }),
      eager: (state) => createLearner(network, state),
    },
    initial,
  )
  const learner: Learner = {
    network,
    step: (x, noise, optimizer) => form.step((learner) => learner.step(x, noise, optimizer)),
    evaluate: (x, noise) => form.now.evaluate(x, noise),
    reconstruct: (x, noise) => form.now.reconstruct(x, noise),
    encode: (x) => form.now.encode(x),
    generate: (z) => form.now.generate(z),
    pictures: (x, noise, z, live) => form.now.pictures(x, noise, z, live),
    state: () => form.now.state(),
    load: (state) => form.now.load(state),
    dispose: () => form.now.dispose(),
  }
  return { learner, slower: () => form.slower }
}
