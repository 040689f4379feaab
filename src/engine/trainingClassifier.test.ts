import { expect, it } from 'vitest'
import { createClassifier } from './eagerClassifier'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { classified, TINY_CLASSIFIER as TINY, trained } from './testing'
import { createTrainingClassifier } from './trainingClassifier'

it.skipIf(bestEngine() !== 'tensorflow')('is compiled on tensorflow', async () => {
  const { learner, slower } = createTrainingClassifier(await openEngine('tensorflow'), TINY, 1, 4)
  const eager = createClassifier(TINY, 1)
  const [ours, theirs] = [trained(learner, 4, 3), trained(eager, 4, 3)]
  ours.forEach(({ loss }, i) => expect(loss).toBeCloseTo(theirs[i]?.loss ?? NaN, 4))
  // An eager one takes any batch.
  expect(() => trained(learner, 5, 1)).toThrow('compiled for 4 images')
  expect(slower()).toBeUndefined()
  learner.dispose()
  eager.dispose()
})

it('is eager where it cannot be compiled, and says why', async () => {
  const engine = await openEngine('cpu')
  const { learner, slower } = createTrainingClassifier({ ...engine, name: 'tensorflow' }, TINY, 1, 4)
  const eager = createClassifier(TINY, 1)
  expect(trained(learner, 4, 2)).toEqual(trained(eager, 4, 2))
  const { x } = classified(TINY, 2)
  expect(learner.look(x)).toEqual(eager.look(x))
  expect(learner.state()).toEqual(eager.state())
  expect(slower()).toMatchObject({ form: 'not compiled' })
})
