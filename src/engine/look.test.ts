import { image, reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { paramShapes } from '../draw/network'
import { initialParams } from '../draw/params'
import { normals } from '../random/generator'
import type { Scan } from './compiled/scan'
import { evaluationScan, generationScan, reconstructionScan } from './drawScans'
import { createLearner } from './eager'
import { Look } from './look'
import { imagesOf, latentsOf } from './looks'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { TINY } from './testing'

/** XLA takes seconds to compile, and minutes where tests run side by side. */
vi.setConfig({ testTimeout: 300_000 })

const COUNT = 4
/** From the second time on. */
const SOON = 1e-9

/** [T, count, …] as [count, T, …] */
const byImage = (values: Float32Array): Float32Array => {
  const { glimpses } = TINY
  const each = values.length / glimpses / COUNT
  return values.map((_, i) => {
    const [row, rest] = [Math.floor(i / each), i % each]
    return values[((row % glimpses) * COUNT + Math.floor(row / glimpses)) * each + rest] as number
  })
}
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a).toHaveLength(b.length)
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))))
}

describe.skipIf(bestEngine() !== 'tensorflow')('a look', () => {
  beforeAll(() => openEngine('tensorflow'))

  it.each([
    ['with attention', TINY],
    ['without', { ...TINY, attention: false }],
  ])('sees what the eager learner does before XLA has it and after, %s', (_, network) => {
    const params = initialParams(paramShapes(network), 1)
    const eager = createLearner(network, { params, m: params, v: params, updates: 1 })
    const x = normals(COUNT * 54, 1, 'x').map((value) => (value > 0 ? 1 : 0))
    const [noise, z] = ['noise', 'z'].map((stream) => normals(3 * COUNT * 4, 1, stream)) as [
      Float32Array,
      Float32Array,
    ]
    const scans = {
      evaluate: evaluationScan(network, COUNT),
      reconstruct: reconstructionScan(network, COUNT),
      generate: generationScan(network, COUNT),
    }
    const seeing = (scan: string) => ({
      [`${scan}.data.x`]: imagesOf(network, x),
      [`${scan}.input.z`]: latentsOf(network, noise),
    })
    const feeds = {
      ...seeing('evaluate'),
      ...seeing('reconstruct'),
      'generate.input.z': latentsOf(network, z),
    }
    const weights = Object.entries(paramShapes(network)).map(([name, shape]) => ({
      values: params[name] as Float32Array,
      shape,
    }))
    const { lx, lz } = eager.evaluate(x, noise)
    const { reconstructions, samples } = eager.pictures(x, noise, z, true)
    const look = new Look(scans, SOON)
    const exact = look.run(weights, feeds, false)
    for (const xla of [false, true, true]) {
      const { evaluate, reconstruct, generate } = look.run(weights, feeds, true)
      expect(look.xla).toBe(xla)
      expect(farthest(evaluate?.['lx'] ?? [], lx)).toBeLessThan(1e-4)
      expect(farthest(byImage(evaluate?.['lz'] ?? new Float32Array()), lz)).toBeLessThan(1e-4)
      for (const [seen, drawing] of [
        [reconstruct, reconstructions],
        [generate, samples],
      ] as const)
        for (const [part, values] of Object.entries(seen ?? {})) {
          const theirs = (drawing as unknown as Record<string, Uint8Array | Float32Array>)[part] ?? []
          // Rounded to bytes: 1 where the float lay on the edge.
          const tolerance = theirs instanceof Uint8Array ? 1 : 1e-4
          expect(farthest(byImage(values), theirs), part).toBeLessThanOrEqual(tolerance)
        }
    }
    expect(look.run(weights, feeds, false)).toEqual(exact)
    look.close()
    eager.dispose()
  })

  it('without enough running stays without XLA', () => {
    const look = new Look({ generate: generationScan(TINY, COUNT) }, 1e9)
    const params = initialParams(paramShapes(TINY), 1)
    const weights = Object.entries(paramShapes(TINY)).map(([name, shape]) => ({
      values: params[name] as Float32Array,
      shape,
    }))
    for (let i = 0; i < 3; i++)
      look.run(weights, { 'generate.input.z': latentsOf(TINY, normals(3 * COUNT * 4, 1, 'z')) }, true)
    expect(look.xla).toBe(false)
    look.close()
  })

  it('stays as it is where XLA refuses, and says so once', () => {
    // TensorFlow has no cropAndResize for XLA.
    const scan: Scan = {
      times: 2,
      params: { w: [1, 2, 2, 1] },
      data: {},
      inputs: { boxes: [1, 4] },
      prepare: ({ w }) => ({ weights: {}, state: w as NonNullable<typeof w> }),
      step: (_weights, _data, { boxes }, state) => ({
        state: image.cropAndResize(state as Tensor4D, reshape(boxes as Tensor2D, [1, 4]), [0], [2, 2]),
        outputs: {},
      }),
      finish: (_weights, _data, last) => ({ last: last as Tensor4D }),
    }
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined)
    const look = new Look({ crop: scan }, SOON)
    const weights = [{ values: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] }]
    const feeds = {
      'crop.input.boxes': { values: Float32Array.of(0, 0, 1, 1, 0, 0, 0, 1), shape: [2, 1, 4] },
    }
    for (let i = 0; i < 3; i++)
      expect(look.run(weights, feeds, true)['crop']?.['last']).toEqual(Float32Array.of(1, 2, 1, 2))
    expect(look.xla).toBe(false)
    expect(warn.mock.calls).toEqual([[expect.stringContaining('without XLA')]])
    warn.mockRestore()
    look.close()
  })
})
