import { describe, expect, it } from 'vitest'
import { flopsOf } from './flops'
import { CLASSIFIERS, NETWORKS } from './networks'

const of = (preset: string, batch?: number): number => {
  const found = NETWORKS[preset]
  if (!found) throw new RangeError(preset)
  return flopsOf(found.network, batch ?? found.batch)
}

describe('operations of a step', () => {
  it('are those of the paper’s MNIST network, product by product', () => {
    const encoder = (2 * 2 ** 2 + 256 + 256) * 4 * 256
    const decoder = (100 + 256) * 4 * 256
    const heads = 256 * 2 * 100 + 256 * 5 ** 2 + 2 * 256 * 5
    const read = 2 * (2 * 28 * 28 + 2 * 28 * 2)
    const written = 5 * 28 * 28 + 5 * 28 * 5
    expect(of('mnist')).toBe(3 * 2 * 64 * 100 * (encoder + decoder + heads + read + written))
  })

  it('have no filters without attention', () => {
    const encoder = (2 * 784 + 256 + 256) * 4 * 256
    const decoder = (100 + 256) * 4 * 256
    const heads = 256 * 2 * 100 + 256 * 784
    expect(of('mnist-no-attention')).toBe(3 * 2 * 64 * 100 * (encoder + decoder + heads))
  })

  it('of a classifier are those of one LSTM, and of reading one image', () => {
    const { network, batch } = CLASSIFIERS['classify'] ?? {}
    const weights = (12 * 12 + 256) * 4 * 256 + 256 * 5 + 256 * 10
    const read = 12 * 100 * 100 + 12 * 100 * 12
    expect(network && flopsOf(network, batch ?? NaN)).toBe(3 * 2 * 8 * 100 * (weights + read))
  })

  it('grow with the batch', () => {
    expect(of('svhn', 100)).toBe(2 * of('svhn', 50))
  })
})
