import {
  add,
  mean,
  tensor,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../engine/open'
import { openTestEngine } from '../engine/testing'
import { normals } from '../random/generator'
import { bound } from './bound'
import { layersOf } from './layers'
import { paramShapes, type Network } from './network'
import type { Params } from './params'
import { numbersOf, randomParams, TINY } from './testing'

const BATCH = 2

function inputs(network: Network): { x: Tensor4D; noise: Tensor3D } {
  const { channels, height, width, glimpses, latent } = network
  const pixels = normals(BATCH * channels * height * width, 5, 'x').map((value) => (value > 0.8 ? 1 : 0))
  return {
    x: tensor(pixels, [BATCH, channels, height, width]) as Tensor4D,
    noise: tensor(normals(glimpses * BATCH * latent, 5, 'noise'), [glimpses, BATCH, latent]) as Tensor3D,
  }
}

const meanBound = (network: Network, params: Params, { x, noise }: ReturnType<typeof inputs>): Scalar => {
  const { lx, lz } = bound(network, layersOf(network, params), x, noise)
  return mean(add(lx, lz))
}

const NETWORKS: Record<string, Network> = {
  'with attention': TINY,
  'with one filter': { ...TINY, readSize: 1, writeSize: 1 },
  'with attention, in colour': { ...TINY, channels: 3, height: 6, width: 4 },
  'without attention': { ...TINY, attention: false },
}

describe.each(['best', 'wasm'] as const)('the gradient of the bound, %s engine', (which) => {
  beforeAll(() => (which === 'best' ? openTestEngine() : openEngine('wasm')))

  it.each(Object.entries(NETWORKS))('is that of finite differences %s', (_, network) => {
    tidy(() => {
      const params = randomParams(network)
      const data = inputs(network)
      const names = Object.keys(paramShapes(network))
      const loss = (...values: unknown[]) =>
        meanBound(network, Object.fromEntries(names.map((name, i) => [name, values[i]])) as Params, data)
      const { grads } = valueAndGrads<Scalar>(loss)(names.map((name) => params[name] as Tensor as Scalar))
      names.forEach((name, i) => {
        const gradient = numbersOf(grads[i] as Scalar)
        // Along a random direction all entries of the gradient count at once.
        const direction = normals(gradient.length, 11, name)
        const slope = gradient.reduce((total, value, k) => total + value * (direction[k] ?? NaN), 0)
        const at = (h: number) => {
          const weight = params[name] as Tensor as Scalar
          const moved = tensor(
            numbersOf(weight).map((value, k) => value + h * (direction[k] ?? NaN)),
            weight.shape,
          )
          return numbersOf(meanBound(network, { ...params, [name]: moved } as Params, data))[0] ?? NaN
        }
        const h = 4e-3
        const [difference, scale] = [(at(h) - at(-h)) / (2 * h), Math.hypot(...gradient) + 0.1]
        expect(Math.abs(slope - difference) / scale, `${name}: ${slope} and ${difference}`).toBeLessThan(0.02)
      })
    })
  })
})

describe('the bound', () => {
  beforeAll(() => openTestEngine())

  it('uses a noise of its own at every glimpse', () => {
    const params = randomParams(TINY)
    const { x, noise } = inputs(TINY)
    const all = numbersOf(noise)
    const half = all.length / 2
    const value = (values: number[]) =>
      numbersOf(meanBound(TINY, params, { x, noise: tensor(values, noise.shape) as Tensor3D }))[0] ?? NaN
    const shared = value([...all.slice(0, half), ...all.slice(0, half)])
    expect(Math.abs(value(all) - shared)).toBeGreaterThan(1e-4)
    const swapped = value([...all.slice(half), ...all.slice(0, half)])
    expect(Math.abs(value(all) - swapped)).toBeGreaterThan(1e-4)
  })

  it.each(['canvas0', 'h_enc0', 'h_dec0'])('learns %s', (name) => {
    const params = randomParams(TINY)
    const slope = valueAndGrads<Scalar>((value) =>
      meanBound(TINY, { ...params, [name]: value } as Params, inputs(TINY)),
    )([params[name] as Tensor as Scalar])
    expect(numbersOf(slope.grads[0] as Scalar).every((value) => value !== 0)).toBe(true)
  })

  it('and its gradient are finite for weights that ask for the impossible', () => {
    const params = randomParams(TINY, 200)
    const names = Object.keys(params)
    const { value, grads } = valueAndGrads<Scalar>((...values) =>
      meanBound(TINY, Object.fromEntries(names.map((name, i) => [name, values[i]])) as Params, inputs(TINY)),
    )(names.map((name) => params[name] as Tensor as Scalar))
    for (const result of [value, ...grads]) expect(numbersOf(result).every(Number.isFinite)).toBe(true)
  })
})
