import { beforeAll, describe, expect, it } from 'vitest'
import { paramShapes, type Network } from '../draw/network'
import { initialParams } from '../draw/params'
import { normals } from '../random/generator'
import { Looks } from './looks'
import { openEngine } from './open'
import { bestEngine } from './statuses'

const SIZE = { channels: 1, height: 9, width: 6, glimpses: 3, hidden: 16, latent: 4 }
const NETWORK: Network = { ...SIZE, attention: true, readSize: 2, writeSize: 3 }
const { glimpses, latent } = NETWORK
const PIXELS = 54

const weightsOf = (seed: number) =>
  Object.entries(paramShapes(NETWORK)).map(([name, shape]) => ({
    values: initialParams(paramShapes(NETWORK), seed)[name] as Float32Array,
    shape,
  }))
const x = normals(2 * PIXELS, 1, 'x').map((value) => (value > 0 ? 1 : 0))
const noise = normals(glimpses * 2 * latent, 1, 'noise')

describe.skipIf(bestEngine() !== 'tensorflow')('looks', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('are with the weights as they are at each', () => {
    let seed = 1
    const looks = new Looks(NETWORK, () => weightsOf(seed))
    const first = looks.evaluate(x, noise)
    seed = 2
    expect(looks.evaluate(x, noise)).not.toEqual(first)
    seed = 1
    expect(looks.evaluate(x, noise)).toEqual(first)
    looks.dispose()
  })

  it('tell the nats of an image together, glimpse by glimpse', () => {
    const looks = new Looks(NETWORK, () => weightsOf(1))
    const { lx, lz } = looks.evaluate(x, noise)
    expect([lx.length, lz.length]).toEqual([2, 2 * glimpses])
    for (const image of [0, 1]) {
      const alone = Array.from({ length: glimpses }, (_, t) =>
        noise.subarray((2 * t + image) * latent, (2 * t + image + 1) * latent),
      ).flatMap((numbers) => [...numbers])
      const one = looks.evaluate(x.slice(image * PIXELS, (image + 1) * PIXELS), Float32Array.from(alone))
      expect(lx[image]).toBeCloseTo(one.lx[0] ?? NaN, 4)
      one.lz.forEach((nats, t) => expect(lz[image * glimpses + t]).toBeCloseTo(nats, 4))
    }
    looks.dispose()
  })
})
