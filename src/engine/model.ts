import { paramShapes, type Network } from '../draw/network'
import { createLearner } from './eager'
import type { LearnerState, Model, Trainable } from './learner'
import { Looks } from './looks'
import type { Engine } from './open'
import { weightsOf } from './openLooks'
import { OrEager } from './orEager'

/** A model that can be given other weights of the same network. */
export type LoadableModel = Model & Pick<Trainable, 'load'>

/**
 * A network to look at, in the fastest form that `engine` has: compiled on tensorflow, if it can be.
 * @param onSlower told once, with the reason, when it cannot
 * @throws StudioError when the state belongs to another network; so does `load`, which takes other weights of the same
 */
export function createModel(
  engine: Engine,
  network: Network,
  state: LearnerState,
  onSlower: (reason: string) => void,
): LoadableModel {
  if (engine.name !== 'tensorflow') return createLearner(network, state)
  const shapes = paramShapes(network)
  let now = state
  let weights = weightsOf(shapes, state)
  const looks = new Looks(network, () => weights)
  const model = new OrEager<Model>(looks, () => createLearner(network, now), onSlower)
  return {
    network,
    evaluate: (x, noise) => model.look((at) => at.evaluate(x, noise)),
    reconstruct: (x, noise) => model.look((at) => at.reconstruct(x, noise)),
    encode: (x) => model.look((at) => at.encode(x)),
    generate: (z) => model.look((at) => at.generate(z)),
    load(other) {
      weights = weightsOf(shapes, other)
      now = other
      model.renew()
    },
    dispose: () => model.dispose(),
  }
}
