import { tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { adam, BETA2, EPSILON } from '../adam'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { savedModel } from './savedModel'
import { compileScan } from './scan'
import { download, free, Session, type Feed } from './session'
import { line } from './testing'
import { trainingGraph, type Scalars } from './trainingGraph'

const feed = (shape: number[], ...values: number[]): Feed => ({ values: Float32Array.from(values), shape })
const scalars = (taken: number, clip: number): Scalars => ({
  rate: 0.1,
  beta1: 0.5,
  beta1Power: 0.5 ** taken,
  beta2: BETA2,
  beta2Power: BETA2 ** taken,
  epsilon: EPSILON * Math.sqrt(1 - BETA2 ** taken),
  clip,
})
/** Two images of two steps: Σ x is 3 and −1. */
const BATCH = { 'data.y': feed([2, 1], 4, 1), 'input.x': feed([2, 2, 1], 1, 2, 2, -3) }
const W = 0.5
/** (1.5 − 4)² and (−0.5 − 1)², and 2 (p − y) Σ x of each. */
const [LOSS, GRADIENT] = [(6.25 + 2.25) / 2, (2 * -2.5 * 3 + 2 * -1.5 * -1) / 2]

describe.skipIf(bestEngine() !== 'tensorflow')('trainingGraph', () => {
  beforeAll(() => openEngine('tensorflow'))

  const open = (shards = 1): Session => {
    const scan = line(2, 2 / shards)
    const compiled = compileScan('step', scan, { loss: 'loss', xla: false })
    const session = new Session(savedModel(trainingGraph(compiled, scan, shards)))
    run(session, { 'new.w': feed([1], W), 'new.m.w': feed([1], 0), 'new.v.w': feed([1], 0) }, 'set')
    return session
  }
  function run(session: Session, feeds: Record<string, Feed>, ...fetches: string[]): number[][] {
    const tensors = session.run(feeds, fetches)
    const numbers = tensors.map((tensor) => Array.from(download(tensor)))
    free(tensors)
    return numbers
  }
  /** loss, average and norm. */
  const step = (session: Session, taken: number, clip = 1e3, batch: Record<string, Feed> = BATCH) => {
    const numbers = Object.entries(scalars(taken, clip)).map(([name, value]) => [name, feed([], value)])
    const fed = { ...batch, ...(Object.fromEntries(numbers) as Record<string, Feed>) }
    return run(session, fed, 'report')[0] ?? []
  }
  const variables = (session: Session) => run(session, {}, 'get.w', 'get.m.w', 'get.v.w').flat()

  it('reports the results and the norm of the gradient, at the weights before the update', () => {
    const session = open()
    const [loss, average, norm] = step(session, 1)
    expect(loss).toBeCloseTo(LOSS, 5)
    // Σ_t w x_t so far: 0.5, 1; 1.5, −0.5.
    expect(average).toBeCloseTo(2.5 / 4, 5)
    expect(norm).toBeCloseTo(Math.abs(GRADIENT), 5)
    session.close()
  })

  it('updates a weight and its moments as the eager Adam does', () => {
    const session = open()
    let eager = { value: tensor1d([W]), m: tensor1d([0]), v: tensor1d([0]) } as Parameters<typeof adam>[0]
    for (const taken of [1, 2, 3]) {
      const w = eager.value.dataSync()[0] ?? NaN
      const gradient = (2 * (3 * w - 4) * 3 + 2 * (-w - 1) * -1) / 2
      eager = adam(eager, tensor1d([gradient]), { learningRate: 0.1, beta1: 0.5 }, taken)
      step(session, taken)
      const ours = variables(session)
      ;[eager.value, eager.m, eager.v].forEach((tensor, i) => {
        const theirs = tensor.dataSync()[0] ?? NaN
        expect((ours[i] ?? NaN) / theirs, `${i} after ${taken}`).toBeCloseTo(1, 4)
      })
    }
    session.close()
  })

  it('adds ε after the bias correction, which a gradient as small as ε shows', () => {
    const session = open()
    // p − y is 10⁻⁸ / 6 for the first image; the second has no part in it.
    run(session, { 'new.w': feed([1], 1e-8 / 18), 'new.m.w': feed([1], 0), 'new.v.w': feed([1], 0) }, 'set')
    const batch = { 'data.y': feed([2, 1], 0, 0), 'input.x': feed([2, 2, 1], 1, 0, 2, 0) }
    step(session, 1, 1e3, batch)
    const [w = NaN] = variables(session)
    // The gradient is 9 w = 5 · 10⁻⁹ = ε / 2, and the step a third of the rate.
    expect(w).toBeCloseTo(-0.1 / 3, 4)
    session.close()
  })

  it('scales the gradient to the greatest norm, and smaller ones not at all', () => {
    for (const [clip, expected] of [
      [2, -2],
      [50, GRADIENT],
    ] as const) {
      const session = open()
      expect(step(session, 1, clip)[2]).toBeCloseTo(-GRADIENT, 5)
      const [, m = NaN, v = NaN] = variables(session)
      expect(m).toBeCloseTo(0.5 * expected, 4)
      expect(v).toBeCloseTo(0.001 * expected ** 2, 5)
      session.close()
    }
  })

  it('computes a batch in shards as it does whole', () => {
    const [whole, sharded] = [open(), open(2)]
    for (const taken of [1, 2]) {
      const [theirs, ours] = [step(whole, taken), step(sharded, taken)]
      ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i] ?? NaN, 5))
    }
    const [theirs, ours] = [variables(whole), variables(sharded)]
    ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i] ?? NaN, 5))
    whole.close()
    sharded.close()
  })

  it('gives what it was set to, to the last bit', () => {
    const session = open()
    const numbers = [Math.fround(1 / 3), Math.fround(1e-30), Math.fround(7e7)]
    const feeds = ['w', 'm.w', 'v.w'].map((name, i) => [`new.${name}`, feed([1], numbers[i] ?? NaN)])
    run(session, Object.fromEntries(feeds) as Record<string, Feed>, 'set')
    expect(variables(session)).toEqual(numbers)
    session.close()
  })
})
