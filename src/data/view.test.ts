import { describe, expect, it } from 'vitest'
import { DEFAULTS, type Settings } from '../studio/settings'
import { inMemory } from './imageSets'
import { greys } from './testing'
import { firstPlaces, viewOf } from './view'

const IMAGE = { channels: 1, height: 10, width: 10 }
const grey = inMemory(
  greys(40 * 100),
  100,
  Uint8Array.from({ length: 40 }, (_, i) => i % 7),
)
const view = (settings: Partial<Settings> = {}) => viewOf(grey, IMAGE, { ...DEFAULTS, ...settings })

describe('what is fixed', () => {
  it('is the same whenever, and with whichever others, it is asked for, dynamic pixels and scenes too', async () => {
    for (const scene of ['single', 'pair', 'cluttered'] as const) {
      const settings = { scene, sceneSize: 16, clutterSize: 3, seed: 2 }
      const size = scene === 'single' ? 100 : 256
      const many = await view(settings).fixed(firstPlaces(view(), 10))
      const seventh = many.subarray(7 * size, 8 * size)
      expect(await view(settings).fixed([7])).toEqual(seventh)
      expect(await view({ ...settings, seed: 3 }).fixed([7])).not.toEqual(seventh)
      expect(many.every((value) => value === 0 || value === 1)).toBe(true)
    }
  })

  it('is refused as static where it is grey', async () => {
    await expect(view({ pixels: 'static' }).fixed([0])).rejects.toThrow(/grey values/)
  })

  it('is refused for a place that is not in the set', async () => {
    await expect(view().fixed([40])).rejects.toThrow('There is no image 40 in a set of 40')
  })

  it('is an image’s middle where images are cut, and anywhere in training', async () => {
    const cut = view({ pixels: 'grey', crop: 6 })
    const middle = await cut.fixed([3])
    const whole = await view({ pixels: 'grey' }).fixed([3])
    expect(cut.size).toBe(36)
    expect(Array.from(middle)).toEqual(
      Array.from({ length: 36 }, (_, i) => whole[(2 + Math.floor(i / 6)) * 10 + 2 + (i % 6)]),
    )
    const corners = new Set<number>()
    for (let step = 0; step < 200; step++) {
      const seen = Array.from(await cut.training([3], step))
      const corner = Array.from({ length: 25 }, (_, i) => i).filter((i) => {
        const [y, x] = [Math.floor(i / 5), i % 5]
        return seen.every((value, at) => value === whole[(y + Math.floor(at / 6)) * 10 + x + (at % 6)])
      })
      expect(corner).toHaveLength(1)
      corners.add(corner[0] as number)
    }
    expect(corners.size).toBe(25)
  })
})

it('training sees scenes anew at every step, the same for the same step', async () => {
  const pairs = view({ scene: 'pair', sceneSize: 16, pixels: 'grey' })
  expect(await pairs.training([1, 2], 5)).toEqual(await pairs.training([1, 2], 5))
  expect(await pairs.training([1, 2], 5)).not.toEqual(await pairs.training([1, 2], 6))
})

it('labels stay those of the images', () => {
  expect(view({ scene: 'cluttered', sceneSize: 20 }).labels).toBe(grey.labels)
})

it('the first places are all of a set that has fewer, or go round it', () => {
  expect(firstPlaces(view(), 3)).toEqual([0, 1, 2])
  expect(firstPlaces(view(), 50)).toHaveLength(40)
  expect(firstPlaces(view(), 42, true).slice(-3)).toEqual([39, 0, 1])
})
