import { describe, expect, it } from 'vitest'
import { classifierShapes } from '../draw/classifier'
import { initialParams } from '../draw/params'
import { createClassifierModel } from './classifierModel'
import { createClassifier } from './eagerClassifier'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { classified, TINY_CLASSIFIER as TINY } from './testing'

const params = initialParams(classifierShapes(TINY), 1)
const state = { params, m: params, v: params, updates: 3 }
const { x } = classified(TINY, 4)
const never = (reason: string) => expect.unreachable(reason)

it.skipIf(bestEngine() !== 'tensorflow')('on tensorflow it looks as the eager classifier does', async () => {
  const model = createClassifierModel(await openEngine('tensorflow'), TINY, state, never)
  const eager = createClassifier(TINY, state)
  const [ours, theirs] = [model.classify(x), eager.classify(x)]
  expect(ours).toHaveLength(theirs.length)
  ours.forEach((nats, i) => expect(nats).toBeCloseTo(theirs[i] ?? NaN, 4))
  model.dispose()
  eager.dispose()
})

describe('where it cannot be compiled', () => {
  it('is eager, and says why once', async () => {
    // Its operations do not go through the doors that a trace watches.
    const engine = await openEngine('cpu')
    const reasons: string[] = []
    const model = createClassifierModel({ ...engine, name: 'tensorflow' }, TINY, state, (why) =>
      reasons.push(why),
    )
    const eager = createClassifier(TINY, state)
    expect(model.look(x)).toEqual(eager.look(x))
    expect(model.classify(x)).toEqual(eager.classify(x))
    expect(reasons).toHaveLength(1)
  })

  it('refuses weights of another network', async () => {
    const engine = await openEngine('cpu')
    for (const name of ['cpu', 'tensorflow'] as const)
      expect(() => createClassifierModel({ ...engine, name }, { ...TINY, hidden: 8 }, state, never)).toThrow(
        'these settings need',
      )
  })
})
