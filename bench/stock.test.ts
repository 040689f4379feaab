import { beforeAll, describe, expect, it } from 'vitest'
import { TINY } from '../src/draw/testing'
import { createLearner } from '../src/engine/eager'
import { openEngine } from '../src/engine/open'
import { normals } from '../src/random/generator'
import { createStockLearner } from './stock'

beforeAll(() => openEngine('wasm'))

describe('the stock learner', () => {
  it.each([
    ['with attention', TINY],
    ['with attention, in colour', { ...TINY, channels: 3 }],
    ['without attention', { ...TINY, attention: false }],
  ])('has the losses of ours %s', (_, network) => {
    const { channels, height, width, glimpses, latent } = network
    const batch = 3
    const x = normals(batch * channels * height * width, 1, 'x').map((value) => Number(value > 0.5))
    const noise = normals(glimpses * batch * latent, 1, 'noise')
    const [ours, stock] = [createLearner(network, 1), createStockLearner(network, 1)]
    for (let step = 0; step < 4; step++) {
      const [a, b] = [ours, stock].map((learner) =>
        learner.step(x, noise, { learningRate: 1e-2, beta1: 0.5, clip: 1 }),
      )
      for (const loss of ['bound', 'lx', 'lz', 'gradNorm'] as const)
        expect(Math.abs((a?.[loss] ?? NaN) / (b?.[loss] ?? NaN) - 1), `${loss} of step ${step}`).toBeLessThan(
          1e-4,
        )
    }
    ours.dispose()
    stock.dispose()
  })
})
