import { paramShapes, type Network } from '../draw/network'
import { createLearner } from './eager'
import type { LearnerState, Model } from './learner'
import { Looks } from './looks'
import type { Engine } from './open'
import { weightsOf } from './openLooks'
import { OrEager } from './orEager'

/**
 * A network to look at, in the fastest form that `engine` has: compiled on tensorflow, if it can be.
 * @param onSlower told once, with the reason, when it cannot
 * @throws StudioError when the state belongs to another network
 */
export function createModel(
  engine: Engine,
  network: Network,
  state: LearnerState,
  onSlower: (reason: string) => void,
): Model {
  if (engine.name !== 'tensorflow') return createLearner(network, state)
  const weights = weightsOf(paramShapes(network), state)
  const looks = new Looks(network, () => weights)
  const model = new OrEager<Model>(looks, () => createLearner(network, state), onSlower)
  return {
    network,
    evaluate: (x, noise) => model.look((at) => at.evaluate(x, noise)),
    reconstruct: (x, noise) => model.look((at) => at.reconstruct(x, noise)),
    generate: (z) => model.look((at) => at.generate(z)),
    dispose: () => model.dispose(),
  }
}
