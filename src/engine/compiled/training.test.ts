import {
  image,
  reshape,
  sum,
  add,
  tensor1d,
  tensor2d,
  mul,
  type Rank,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import type { Scan } from './scan'
import { download, free, type Feed } from './session'
import { line } from './testing'
import { Training, type Moments } from './training'
import type { Scalars } from './trainingGraph'

const feed = (shape: number[], ...values: number[]): Feed => ({ values: Float32Array.from(values), shape })
const BATCH = { 'data.y': feed([1, 1], 4), 'input.x': feed([2, 1, 1], 1, 2) }
const SCALARS: Scalars = {
  rate: 0.1,
  beta1: 0.5,
  beta1Power: 0.5,
  beta2: 0.999,
  beta2Power: 0.999,
  epsilon: 1e-8,
  clip: 10,
}
const moments = (value: number, m = 0, v = 0): Moments => ({
  value: { w: Float32Array.of(value) },
  m: { w: Float32Array.of(m) },
  v: { w: Float32Array.of(v) },
})

/** Something of y that XLA has no kernel for, and that adds nothing. */
const unknownToXla = (scan: Scan): Scan => ({
  ...scan,
  finish(weights, data, last, outputs) {
    const { loss, average } = scan.finish(weights, data, last, outputs) as Record<'loss' | 'average', Tensor>
    const picture = reshape<Rank.R4>(data['y'] as Tensor, [1, 1, 1, 1])
    const crop = image.cropAndResize(picture, tensor2d([[0, 0, 1, 1]]), tensor1d([0], 'int32'), [1, 1])
    return { loss: add(loss, mul(sum(crop), 0)), average }
  },
})

describe.skipIf(bestEngine() !== 'tensorflow')('a training', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('takes steps that make the loss small, and tells results by name', () => {
    const training = new Training(line(2, 1), 'loss', { xla: false, shards: 1 }, moments(0.5))
    const { loss, average, norm } = training.step(BATCH, SCALARS)
    expect(loss).toBeCloseTo(6.25, 5)
    expect(average).toBeCloseTo(1, 5)
    expect(norm).toBeCloseTo(15, 4)
    expect(training.step(BATCH, { ...SCALARS, beta1Power: 0.25, beta2Power: 0.998 })['loss']).toBeLessThan(6)
    expect(training.refused).toBeUndefined()
    training.close()
  })

  it('reads what was written, copies, and weights in the order of the scan', () => {
    const training = new Training(line(2, 1), 'loss', { xla: false, shards: 1 }, moments(0.5))
    training.write(moments(Math.fround(1 / 3), 1e-30, 7))
    const before = training.read()
    expect(before).toEqual(moments(Math.fround(1 / 3), Math.fround(1e-30), 7))
    training.step(BATCH, SCALARS)
    expect(before.value['w']?.[0]).toBe(Math.fround(1 / 3))
    const weights = training.weights()
    expect(weights.map((tensor) => download(tensor))).toEqual([training.read().value['w']])
    free(weights)
    training.close()
  })

  it('goes on without XLA where XLA refuses the first step, from the weights as they are', () => {
    const options = { xla: true, shards: 1 }
    const scan = unknownToXla(line(2, 1))
    const training = new Training(scan, 'loss', options, moments(0.5, 0.25, 0.125))
    const plain = new Training(line(2, 1), 'loss', { ...options, xla: false }, moments(0.5, 0.25, 0.125))
    expect(training.refused).toBeUndefined()
    expect(training.step(BATCH, SCALARS)).toEqual(plain.step(BATCH, SCALARS))
    expect(training.refused).toMatch(/CropAndResize/)
    expect(training.read()).toEqual(plain.read())
    training.close()
    plain.close()
  })
})
