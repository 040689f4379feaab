import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { paramShapes } from '../draw/network'
import { normals } from '../random/generator'
import { StudioError } from '../studio/api'
import { BOX } from '../studio/drawing'
import { createLearner } from './eager'
import type { Learner, StepResult } from './learner'
import { openEngine } from './open'
import { engineStatuses } from './statuses'
import { TINY } from './testing'

const COUNT = 5
const OPTIMIZER = { learningRate: 2e-3, beta1: 0.5, clip: 10 }

const images = (network = TINY) =>
  normals(COUNT * network.channels * network.height * network.width, 3, 'x').map((value) =>
    value > 0.5 ? 1 : 0,
  )
const noise = (step: number, network = TINY) =>
  normals(network.glimpses * COUNT * network.latent, 3, 'noise', step)
const train = (learner: Learner, from: number, to: number): StepResult[] =>
  Array.from({ length: to - from }, (_, i) => learner.step(images(), noise(from + i), OPTIMIZER))

describe.each(engineStatuses().filter(({ available }) => available))('a learner on $name', ({ name }) => {
  beforeAll(() => openEngine(name))

  it('takes the same 20 steps to the last bit, also after its state was saved and loaded', () => {
    const straight = createLearner(TINY, 1)
    const losses = train(straight, 0, 20)
    expect(losses.at(-1)?.bound).toBeLessThan(losses[0]?.bound ?? 0)

    const broken = createLearner(TINY, 1)
    const head = train(broken, 0, 10)
    const saved = broken.state()
    train(broken, 10, 12)
    broken.dispose()
    const resumed = createLearner(TINY, saved)
    expect(resumed.state()).toEqual(saved)
    expect([...head, ...train(resumed, 10, 20)]).toEqual(losses)
    expect(resumed.state()).toEqual(straight.state())
    straight.dispose()
    resumed.dispose()
  })

  it('keeps nothing of a step, an evaluation or a drawing', () => {
    const learner = createLearner(TINY, 1)
    const before = memory().numTensors
    train(learner, 0, 2)
    learner.evaluate(images(), noise(0))
    learner.reconstruct(images(), noise(0))
    learner.generate(noise(0))
    learner.load(learner.state())
    expect(memory().numTensors).toBe(before)
    learner.dispose()
    expect(memory().numTensors).toBe(before - 3 * Object.keys(paramShapes(TINY)).length)
  })

  it('evaluates to the losses a step reports', () => {
    const learner = createLearner(TINY, 1)
    const { lx, lz } = learner.evaluate(images(), noise(0))
    const step = learner.step(images(), noise(0), OPTIMIZER)
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / COUNT
    expect(lz).toHaveLength(COUNT * TINY.glimpses)
    expect(mean(lx)).toBeCloseTo(step.lx, 4)
    expect(mean(lz)).toBeCloseTo(step.lz, 4)
    expect(step.bound).toBeCloseTo(step.lx + step.lz, 4)
    learner.dispose()
  })

  it('draws canvases, boxes and patches of every glimpse, and generates from the same decoder', () => {
    const learner = createLearner(TINY, 1)
    const { height, width, glimpses, readSize, writeSize } = TINY
    const drawing = learner.reconstruct(images(), noise(0))
    expect(drawing.canvases).toHaveLength(COUNT * glimpses * height * width)
    expect(drawing.read).toHaveLength(COUNT * glimpses * BOX.length)
    expect(drawing.readPatches).toHaveLength(COUNT * glimpses * readSize ** 2)
    expect(drawing.writePatches).toHaveLength(COUNT * glimpses * writeSize ** 2)
    // The first window is read from h_dec_0 = 0 with no bias: over the whole image, for every image.
    for (let i = 0; i < COUNT; i++)
      expect(drawing.read?.slice(i * glimpses * BOX.length).slice(0, BOX.length)).toEqual(
        Float32Array.of((width + 1) / 2, (height + 1) / 2, height - 1, 1, 1),
      )
    expect(drawing.nats).toEqual(learner.evaluate(images(), noise(0)).lz)

    const samples = learner.generate(noise(0))
    expect(samples.canvases).toHaveLength(COUNT * glimpses * height * width)
    expect(samples).not.toHaveProperty('read')
    expect(samples).not.toHaveProperty('nats')
    expect(samples.canvases).not.toEqual(drawing.canvases)
    learner.dispose()
  })

  it('shows the canvas that every drawing begins with', () => {
    const learner = createLearner(TINY, 1)
    train(learner, 0, 2)
    const before = memory().numTensors
    const { canvas0 } = learner.pictures(images(), noise(0), noise(1), true)
    expect(memory().numTensors).toBe(before)
    const weights = learner.state().params['canvas0'] ?? new Float32Array()
    expect(weights.some((value) => value !== 0)).toBe(true)
    expect([...canvas0]).toEqual(Array.from(weights, (c) => Math.round(255 / (1 + Math.exp(-c)))))
    learner.dispose()
  })

  it('reports the norm before clipping, and clips the update', () => {
    const learner = createLearner(TINY, 1)
    const { gradNorm } = learner.step(images(), noise(0), { learningRate: 0, beta1: 0, clip: 1e-3 })
    expect(gradNorm).toBeGreaterThan(1)
    // With β₁ = 0 Adam's first moment is the clipped gradient itself.
    const moments = Object.values(learner.state().m)
    const norm = Math.sqrt(
      moments.reduce((total, m) => total + m.reduce((sum, value) => sum + value * value, 0), 0),
    )
    expect(norm).toBeCloseTo(1e-3, 8)
    learner.dispose()
  })

  it('refuses the state of another network, naming the weight', () => {
    const other = createLearner({ ...TINY, latent: 5 }, 1)
    const state = other.state()
    other.dispose()
    expect(() => createLearner(TINY, state)).toThrow(StudioError)
    expect(() => createLearner(TINY, state)).toThrow(/dec_w has 1344 numbers; these settings need 1280/)
  })
})
