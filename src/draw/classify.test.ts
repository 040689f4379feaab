import {
  mean,
  tensor,
  tensor2d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../engine/open'
import { openTestEngine } from '../engine/testing'
import { normals } from '../random/generator'
import { classifierShapes, type ClassifierNetwork } from './classifier'
import { classifierGlimpse, classifierLayersOf, classify, firstClassifierState } from './classify'
import { crossEntropy } from './crossEntropy'
import type { Params } from './params'
import type { Read } from './read'
import { numbersOf, randomOf, TINY_CLASSIFIER as TINY } from './testing'

const BATCH = 2
const labels = () =>
  tensor2d([
    [0, 0, 1],
    [1, 0, 0],
  ])

const images = ({ channels, height, width }: ClassifierNetwork): Tensor4D =>
  tensor(
    normals(BATCH * channels * height * width, 5, 'x').map((value) => (value > 0.8 ? 1 : 0)),
    [BATCH, channels, height, width],
  ) as Tensor4D

function readsOf(network: ClassifierNetwork, params: Params, x: Tensor4D): (Read | undefined)[] {
  const layers = classifierLayersOf(network, params)
  let state = firstClassifierState(network, layers, BATCH)
  return Array.from({ length: network.glimpses }, () => {
    const next = classifierGlimpse(network, layers, x, state)
    state = next.state
    return next.read
  })
}

const NETWORKS: Record<string, ClassifierNetwork> = {
  'with attention': TINY,
  'with one filter and one glimpse': { ...TINY, readSize: 1, glimpses: 1 },
  'with attention, in colour': { ...TINY, channels: 3, height: 6, width: 4 },
  'without attention': { ...TINY, attention: false },
}

describe.each(['best', 'wasm'] as const)('the gradient of the cross-entropy, %s engine', (which) => {
  beforeAll(() => (which === 'best' ? openTestEngine() : openEngine('wasm')))

  it.each(Object.entries(NETWORKS))('is that of finite differences %s', (_, network) => {
    tidy(() => {
      const params = randomOf(classifierShapes(network), 0.5)
      const x = images(network)
      const lossOf = (params: Params): Scalar =>
        mean(crossEntropy(labels(), classify(network, classifierLayersOf(network, params), x)))
      const names = Object.keys(params)
      const { grads } = valueAndGrads<Scalar>((...values) =>
        lossOf(Object.fromEntries(names.map((name, i) => [name, values[i]])) as Params),
      )(names.map((name) => params[name] as Tensor as Scalar))
      names.forEach((name, i) => {
        const gradient = numbersOf(grads[i] as Scalar)
        // Along a random direction all entries of the gradient count at once.
        const direction = normals(gradient.length, 11, name)
        const slope = gradient.reduce((total, value, k) => total + value * (direction[k] ?? NaN), 0)
        const at = (h: number) => {
          const weight = params[name] as Tensor
          const moved = tensor(
            numbersOf(weight).map((value, k) => value + h * (direction[k] ?? NaN)),
            weight.shape,
          )
          return numbersOf(lossOf({ ...params, [name]: moved } as Params))[0] ?? NaN
        }
        const h = 4e-3
        const [difference, scale] = [(at(h) - at(-h)) / (2 * h), Math.hypot(...gradient) + 0.01]
        expect(Math.abs(slope - difference) / scale, `${name}: ${slope} and ${difference}`).toBeLessThan(0.02)
      })
    })
  })
})

describe('a classifier', () => {
  beforeAll(() => openTestEngine())

  it('reads first through the window that h_0 asks for, later through one that x has a say in', () => {
    const [first, second] = readsOf(TINY, randomOf(classifierShapes(TINY)), images(TINY))
    const [here, there] = numbersOf(first?.window.gX as Tensor)
    expect(here).toBe(there)
    const [left, right] = numbersOf(second?.window.gX as Tensor)
    expect(left).not.toBe(right)
  })

  it('begins with the whole image where h_0 and the biases are 0', () => {
    const shapes = classifierShapes(TINY)
    const params = { ...randomOf(shapes), ...randomOf({ h_enc0: [TINY.hidden], read_att_b: [5] }, 0) }
    const window = readsOf(TINY, params, images(TINY))[0]?.window
    expect(numbersOf(window?.gX as Tensor)[0]).toBe((TINY.width + 1) / 2)
    expect(numbersOf(window?.gY as Tensor)[0]).toBe((TINY.height + 1) / 2)
    expect(numbersOf(window?.stride as Tensor)[0]).toBe((TINY.width - 1) / (TINY.readSize - 1))
  })
})
