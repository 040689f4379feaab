import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Network } from '../draw/network'
import { normals } from '../random/generator'
import { PRESETS, settingsOf } from '../studio/presets'
import { createCompiledLearner } from './compiledLearner'
import { createLearner } from './eager'
import type { Learner, StepResult } from './learner'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { TINY } from './testing'

/** XLA takes seconds to compile, and minutes where tests run side by side. */
vi.setConfig({ testTimeout: 300_000 })

const COUNT = 16
const PLAIN = { xla: false, shards: 1 }
const OPTIMIZER = { learningRate: 2e-3, beta1: 0.5, clip: 10 }

const images = (n: Network, count = COUNT) =>
  normals(count * n.channels * n.height * n.width, 3, 'x').map((value) => (value > 0.5 ? 1 : 0))
const noise = (n: Network, step: number, count = COUNT) =>
  normals(n.glimpses * count * n.latent, 3, 'noise', step)
const train = (learner: Learner, from: number, to: number, count = COUNT): StepResult[] =>
  Array.from({ length: to - from }, (_, i) =>
    learner.step(images(learner.network, count), noise(learner.network, from + i, count), OPTIMIZER),
  )
const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1)

/** The networks of the presets, on images of 28 × 28; and what no preset has. */
const NETWORKS: Record<string, Network> = {
  ...Object.fromEntries(
    PRESETS.map((preset) => {
      const { attention, glimpses, hidden, latent, readSize, writeSize } = settingsOf(preset, {
        kind: 'grey',
        channels: 1,
      })
      const size = { channels: 1, height: 28, width: 28 }
      return [preset.title, { ...size, attention, glimpses, hidden, latent, readSize, writeSize }]
    }),
  ),
  'three channels': { ...TINY, channels: 3 },
  'three channels without attention': { ...TINY, channels: 3, attention: false },
  'one filter, one glimpse': { ...TINY, readSize: 1, writeSize: 1, glimpses: 1 },
}

/** Of few images the batch stays the first axis. */
const CASES = [
  ...Object.entries(NETWORKS).map(([name, network]) => ({ name, network, count: COUNT })),
  ...['three channels', 'one filter, one glimpse'].map((name) => ({
    name,
    network: NETWORKS[name] ?? TINY,
    count: 4,
  })),
]

describe.skipIf(bestEngine() !== 'tensorflow')('a compiled learner', () => {
  beforeAll(() => openEngine('tensorflow'))

  it.each(CASES)('takes the steps of the eager one: $name, $count images', ({ network, count }) => {
    const eager = createLearner(network, 1)
    const compiled = createCompiledLearner(network, 1, count)
    const [theirs, ours] = [train(eager, 0, 6, count), train(compiled, 0, 6, count)]
    expect(compiled.withoutXla()).toBeUndefined()
    ours.forEach((step, i) => {
      for (const key of ['bound', 'lx', 'lz', 'gradNorm'] as const)
        expect(relative(step[key], theirs[i]?.[key] ?? NaN), `${key} of step ${i}`).toBeLessThan(1e-4)
    })
    eager.dispose()
    compiled.dispose()
  })

  it('sums the nats of many equal pixels without drift', () => {
    const network = { ...TINY, height: 28, width: 28 }
    const [x, epsilon] = [images(network, 20), noise(network, 0, 20)]
    const eager = createLearner(network, 1)
    const compiled = createCompiledLearner(network, 1, 20)
    const [theirs, ours] = [eager, compiled].map((learner) => learner.step(x, epsilon, OPTIMIZER).bound)
    expect(relative(ours ?? NaN, theirs ?? NaN)).toBeLessThan(5e-6)
    eager.dispose()
    compiled.dispose()
  })

  it.each([
    ['without XLA', PLAIN],
    ['in two shards', { xla: true, shards: 2 }],
  ])('takes them %s too', (_, options) => {
    const eager = createLearner(TINY, 1)
    const compiled = createCompiledLearner(TINY, 1, COUNT, options)
    const [theirs, ours] = [train(eager, 0, 6), train(compiled, 0, 6)]
    ours.forEach(({ bound }, i) => expect(relative(bound, theirs[i]?.bound ?? NaN)).toBeLessThan(1e-4))
    eager.dispose()
    compiled.dispose()
  })

  it('takes the same 20 steps to the last bit, also after its state was saved and loaded', () => {
    const learner = createCompiledLearner(TINY, 1, COUNT)
    const start = learner.state()
    const losses = train(learner, 0, 20)
    const end = learner.state()
    expect(losses.at(-1)?.bound).toBeLessThan(losses[0]?.bound ?? 0)

    learner.load(start)
    expect(train(learner, 0, 10)).toEqual(losses.slice(0, 10))
    const saved = learner.state()
    train(learner, 10, 12)
    learner.dispose()

    const resumed = createCompiledLearner(TINY, saved, COUNT)
    expect(resumed.state()).toEqual(saved)
    expect(train(resumed, 10, 20)).toEqual(losses.slice(10))
    expect(resumed.state()).toEqual(end)
    resumed.dispose()
  })

  it.each([
    ['with attention', TINY],
    ['without', { ...TINY, attention: false }],
  ])('evaluates, reconstructs and generates what the eager one does %s', (_, network) => {
    const eager = createLearner(network, 1)
    const compiled = createCompiledLearner(network, 1, COUNT, PLAIN)
    train(compiled, 0, 3)
    eager.load(compiled.state())
    for (const count of [COUNT, 7]) {
      const [x, epsilon] = [images(network, count), noise(network, 0, count)]
      const [theirs, ours] = [eager, compiled].map((learner) => learner.evaluate(x, epsilon))
      for (const key of ['lx', 'lz'] as const) {
        expect(ours?.[key]).toHaveLength(theirs?.[key].length ?? NaN)
        ours?.[key].forEach((nats, i) => expect(nats).toBeCloseTo(theirs?.[key][i] ?? NaN, 4))
      }
      expectAlike(compiled.reconstruct(x, epsilon), eager.reconstruct(x, epsilon))
      expectAlike(compiled.generate(epsilon), eager.generate(epsilon))
      const z = noise(network, 1, count)
      const [drawn, expected] = [compiled, eager].map((learner) => learner.pictures(x, epsilon, z, false))
      expectAlike(drawn?.reconstructions ?? {}, expected?.reconstructions ?? {})
      expectAlike(drawn?.samples ?? {}, expected?.samples ?? {})
      expect(drawn?.canvas0).toEqual(expected?.canvas0)
    }
    eager.dispose()
    compiled.dispose()
  })

  it('refuses another batch than it was compiled for', () => {
    const learner = createCompiledLearner(TINY, 1, COUNT, PLAIN)
    expect(() => learner.step(images(TINY, 5), noise(TINY, 0, 5), OPTIMIZER)).toThrow(
      `compiled for ${COUNT} images and was given 5`,
    )
    learner.dispose()
  })
})

/** Equal but for rounding: by 1 where numbers are bytes. */
function expectAlike(ours: object, theirs: object): void {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
  for (const [key, value] of Object.entries(ours)) {
    const other = (theirs as Record<string, unknown>)[key]
    if (!ArrayBuffer.isView(value)) {
      expect(value, key).toBe(other)
      continue
    }
    const [a, b] = [value as Uint8Array, other as Uint8Array]
    expect(a.constructor, key).toBe(b.constructor)
    expect(a.length, key).toBe(b.length)
    const tolerance = value instanceof Uint8Array ? 1 : 1e-3
    expect(Math.max(...a.map((number, i) => Math.abs(number - (b[i] ?? NaN)))), key).toBeLessThanOrEqual(
      tolerance,
    )
  }
}
