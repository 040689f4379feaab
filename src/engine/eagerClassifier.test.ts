import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import { BOX, readingSchema } from '../studio/drawing'
import { createClassifier } from './eagerClassifier'
import { openEngine } from './open'
import { engineStatuses } from './statuses'
import { classified, CLASSIFIERS, TINY_CLASSIFIER as TINY, trained } from './testing'

const COUNT = 5
const OPTIMIZER = { learningRate: 2e-3, beta1: 0.5, clip: 10 }
const { glimpses, height, width, readSize, classes } = TINY

/** What plain JavaScript, whose arithmetic is the plainest, makes of six steps. */
const expected = new Map<ClassifierNetwork, ReturnType<typeof run>>()
function run(network: ClassifierNetwork) {
  const classifier = createClassifier(network, 1)
  const steps = trained(classifier, COUNT, 6)
  const after = { steps, logProbabilities: classifier.classify(classified(network, COUNT).x) }
  classifier.dispose()
  return after
}
beforeAll(async () => {
  await openEngine('cpu')
  for (const [, network] of CLASSIFIERS) expected.set(network, run(network))
})

describe.each(engineStatuses().filter(({ available }) => available))('a classifier on $name', ({ name }) => {
  beforeAll(() => openEngine(name))

  it.each(CLASSIFIERS)('takes the steps of plain JavaScript: %s', (_, network) => {
    const [ours, theirs] = [run(network), expected.get(network)]
    ours.steps.forEach(({ loss, error, gradNorm }, i) => {
      expect(loss).toBeCloseTo(theirs?.steps[i]?.loss ?? NaN, 4)
      expect(error).toBeCloseTo(theirs?.steps[i]?.error ?? NaN, 6)
      expect(gradNorm).toBeCloseTo(theirs?.steps[i]?.gradNorm ?? NaN, 4)
    })
    ours.logProbabilities.forEach((nats, i) =>
      expect(nats).toBeCloseTo(theirs?.logProbabilities[i] ?? NaN, 3),
    )
  })

  it('takes the same steps to the last bit, also after its state was saved and loaded', () => {
    const straight = createClassifier(TINY, 1)
    const steps = trained(straight, COUNT, 20)
    expect(steps.at(-1)?.loss).toBeLessThan(steps[0]?.loss ?? 0)

    const broken = createClassifier(TINY, 1)
    const head = trained(broken, COUNT, 10)
    const resumed = createClassifier(TINY, broken.state())
    expect([...head, ...trained(resumed, COUNT, 10, 10)]).toEqual(steps)
    expect(resumed.state()).toEqual(straight.state())
    for (const classifier of [straight, broken, resumed]) classifier.dispose()
  })

  it('keeps nothing of a step or a look', () => {
    const classifier = createClassifier(TINY, 1)
    const before = memory().numTensors
    trained(classifier, COUNT, 2)
    classifier.look(classified(TINY, COUNT).x)
    classifier.load(classifier.state())
    expect(memory().numTensors).toBe(before)
    classifier.dispose()
    expect(memory().numTensors).toBe(before - 3 * Object.keys(classifierShapes(TINY)).length)
  })

  it('says after the last glimpse what a step counts as loss and error, before its update', () => {
    const classifier = createClassifier(TINY, 1)
    const { x, labels } = classified(TINY, COUNT)
    const all = classifier.classify(x)
    const last = Array.from(labels, (_, i) =>
      all.subarray(((i + 1) * glimpses - 1) * classes, (i + 1) * glimpses * classes),
    )
    const { loss, error } = classifier.step(x, labels, OPTIMIZER)
    const own = last.map((row, i) => row[labels[i] ?? 0] ?? NaN)
    expect(loss).toBeCloseTo(-own.reduce((a, b) => a + b, 0) / COUNT, 5)
    const wrong = last.filter((row, i) => row.indexOf(Math.max(...row)) !== labels[i]).length
    expect(error).toBeCloseTo(wrong / COUNT, 6)
    for (let i = 0; i < all.length; i += classes)
      expect(all.subarray(i, i + classes).reduce((sum, nats) => sum + Math.exp(nats), 0)).toBeCloseTo(1, 5)
    classifier.dispose()
  })

  it('tells boxes and patches of every glimpse', () => {
    const classifier = createClassifier(TINY, 1)
    const reading = classifier.look(classified(TINY, COUNT).x)
    expect(readingSchema.parse(reading)).toEqual(reading)
    expect(reading).toMatchObject({ count: COUNT, glimpses, channels: 1, height, width, classes })
    expect(reading.read).toHaveLength(COUNT * glimpses * BOX.length)
    expect(reading.readPatches).toHaveLength(COUNT * glimpses * readSize ** 2)
    expect(reading.logProbabilities).toHaveLength(COUNT * glimpses * classes)
    // The first window is read from h_0 = 0 with no bias: over the whole image, for every image.
    for (let i = 0; i < COUNT; i++)
      expect(reading.read?.slice(i * glimpses * BOX.length).slice(0, BOX.length)).toEqual(
        Float32Array.of((width + 1) / 2, (height + 1) / 2, height - 1, 1, 1),
      )
    classifier.dispose()
    const whole = createClassifier({ ...TINY, attention: false }, 1)
    expect(Object.keys(whole.look(classified(TINY, 1).x))).not.toContain('read')
    whole.dispose()
  })

  it('refuses the state of another network, and classes it does not have', () => {
    const classifier = createClassifier(TINY, 1)
    const state = classifier.state()
    expect(() => createClassifier({ ...TINY, classes: 5 }, state)).toThrow(
      /out_w has 48 numbers; these settings need 80/,
    )
    const { x } = classified(TINY, 1)
    expect(() => classifier.step(x, Uint8Array.of(classes), OPTIMIZER)).toThrow(RangeError)
    classifier.dispose()
  })
})
