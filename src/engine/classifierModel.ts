import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import type { ClassifierModel } from './classifier'
import { ClassifierLooks } from './classifierLooks'
import { createClassifier } from './eagerClassifier'
import type { LearnerState } from './learner'
import type { Engine } from './open'
import { weightsOf } from './openLooks'
import { OrEager } from './orEager'

/**
 * A classifier to look at, in the fastest form that `engine` has: compiled on tensorflow, if it can be.
 * @param onSlower told once, with the reason, when it cannot
 * @throws StudioError when the state belongs to another network
 */
export function createClassifierModel(
  engine: Engine,
  network: ClassifierNetwork,
  state: LearnerState,
  onSlower: (reason: string) => void,
): ClassifierModel {
  if (engine.name !== 'tensorflow') return createClassifier(network, state)
  const weights = weightsOf(classifierShapes(network), state)
  const looks = new ClassifierLooks(network, () => weights)
  const model = new OrEager<ClassifierModel>(looks, () => createClassifier(network, state), onSlower)
  return {
    network,
    classify: (x) => model.look((at) => at.classify(x)),
    look: (x, live) => model.look((at) => at.look(x, live)),
    dispose: () => model.dispose(),
  }
}
