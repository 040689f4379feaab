import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ClassifierNetwork } from '../draw/classifier'
import type { Reading } from '../studio/drawing'
import { createCompiledClassifier } from './compiledClassifier'
import { createClassifier } from './eagerClassifier'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { classified, CLASSIFIERS, TINY_CLASSIFIER as TINY, trained } from './testing'

/** XLA takes seconds to compile, and minutes where tests run side by side. */
vi.setConfig({ testTimeout: 300_000 })

const COUNT = 4
const PLAIN = { xla: false, shards: 1 }
/** The paper's Table 3. */
const CLUTTERED: ClassifierNetwork = {
  channels: 1,
  height: 100,
  width: 100,
  attention: true,
  glimpses: 8,
  hidden: 256,
  readSize: 12,
  classes: 10,
}
const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1)

describe.skipIf(bestEngine() !== 'tensorflow')('a compiled classifier', () => {
  beforeAll(() => openEngine('tensorflow'))

  const XLA = { xla: true, shards: 1 }
  it.each([
    ...CLASSIFIERS.map(([title, network]) => [title, network, XLA, 6] as const),
    ['without XLA', TINY, PLAIN, 6] as const,
    ['in two shards', TINY, { ...XLA, shards: 2 }, 6] as const,
    // Rounding moves a gradient by noise on so many pixels by 10⁻⁴ in every engine; Adam's signs make more of it.
    ['cluttered digits, the first', CLUTTERED, XLA, 1] as const,
  ])('takes the steps of the eager one: %s', (_, network, options, steps) => {
    const eager = createClassifier(network, 1)
    const compiled = createCompiledClassifier(network, 1, COUNT, options)
    const [theirs, ours] = [trained(eager, COUNT, steps), trained(compiled, COUNT, steps)]
    expect(compiled.withoutXla()).toBeUndefined()
    ours.forEach((step, i) => {
      for (const key of ['loss', 'error', 'gradNorm'] as const)
        expect(relative(step[key], theirs[i]?.[key] ?? NaN), `${key} of step ${i}`).toBeLessThan(1e-4)
    })
    eager.dispose()
    compiled.dispose()
  })

  it('takes the same 20 steps to the last bit, also after its state was saved and loaded', () => {
    const classifier = createCompiledClassifier(TINY, 1, COUNT)
    const start = classifier.state()
    const steps = trained(classifier, COUNT, 20)
    const end = classifier.state()
    expect(steps.at(-2)?.loss).toBeLessThan(steps[0]?.loss ?? 0)
    classifier.load(start)
    expect(trained(classifier, COUNT, 10)).toEqual(steps.slice(0, 10))
    const resumed = createCompiledClassifier(TINY, classifier.state(), COUNT)
    classifier.dispose()
    expect(trained(resumed, COUNT, 10, 10)).toEqual(steps.slice(10))
    expect(resumed.state()).toEqual(end)
    resumed.dispose()
  })

  it.each(CLASSIFIERS)('sees and thinks what the eager one does: %s', (_, network) => {
    const compiled = createCompiledClassifier(network, 1, COUNT, PLAIN)
    trained(compiled, COUNT, 3)
    const eager = createClassifier(network, compiled.state())
    for (const count of [COUNT, 7]) {
      const { x } = classified(network, count)
      const [ours, theirs] = [compiled.look(x), eager.look(x)]
      expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
      const apart = (part: 'read' | 'readPatches' | 'logProbabilities') => farthest(ours, theirs, part)
      // Bytes are rounded: 1 where the float lay on the edge.
      expect(apart('readPatches')).toBeLessThanOrEqual(1)
      expect(apart('read')).toBeLessThan(1e-3)
      expect(apart('logProbabilities')).toBeLessThan(1e-4)
      expect(compiled.classify(x)).toEqual(ours.logProbabilities)
    }
    eager.dispose()
    compiled.dispose()
  })

  it('refuses another batch than it was compiled for', () => {
    const classifier = createCompiledClassifier(TINY, 1, COUNT, PLAIN)
    expect(() => trained(classifier, 5, 1)).toThrow('compiled for 4 images and was given 5')
    classifier.dispose()
  })
})

function farthest(ours: Reading, theirs: Reading, part: 'read' | 'readPatches' | 'logProbabilities'): number {
  const [a = [], b = []] = [ours[part], theirs[part]].map((values) => Array.from(values ?? []))
  expect(a).toHaveLength(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0)
}
