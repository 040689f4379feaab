import { paramShapes, type Network } from '../draw/network'
import { createLearner } from './eager'
import type { LearnerState, Model } from './learner'
import { Looks } from './looks'
import type { Engine } from './open'
import { startingState } from './state'

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
  const { params } = startingState(paramShapes(network), state)
  const weights = Object.entries(paramShapes(network)).map(([name, shape]) => ({
    values: params[name] as Float32Array,
    shape,
  }))
  const looks = new Looks(network, () => weights)
  let eager: Model | undefined
  /** A look is compiled when it is first asked for: only then is it known whether it can be. */
  const look = <R>(at: (model: Model) => R): R => {
    if (eager) return at(eager)
    try {
      return at(looks)
    } catch (error) {
      eager = createLearner(network, state)
      onSlower(error instanceof Error ? error.message : String(error))
      return at(eager)
    }
  }
  return {
    network,
    evaluate: (x, noise) => look((model) => model.evaluate(x, noise)),
    reconstruct: (x, noise) => look((model) => model.reconstruct(x, noise)),
    generate: (z) => look((model) => model.generate(z)),
    dispose() {
      looks.dispose()
      eager?.dispose()
    },
  }
}
