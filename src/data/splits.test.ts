import { describe, expect, it } from 'vitest'
import type { ImageSet } from './dataset'
import { inMemory } from './imageSets'
import { splitsOf } from './splits'
import { allOf } from './testing'

/** Images of two pixels that hold their own number; labels its lowest byte. */
const numbered = (count: number, from = 0): ImageSet =>
  inMemory(
    Uint8Array.from({ length: 2 * count }, (_, i) => ((from + (i >> 1)) >> (i & 1 ? 0 : 8)) & 255),
    2,
    Uint8Array.from({ length: count }, (_, i) => (from + i) & 255),
  )
const numbersOf = async (set: ImageSet) => {
  const { count, images } = await allOf(set)
  return Array.from(
    { length: count },
    (_, i) => (images[2 * i] as number) * 256 + (images[2 * i + 1] as number),
  )
}

describe('splitsOf', () => {
  it('takes MNIST’s last 10,000 training images for validation, in order', async () => {
    const notes: string[] = []
    const test = numbered(10_000)
    const splits = splitsOf({ train: numbered(60_000), test }, 'mnist', 'f', notes)
    expect(await numbersOf(splits.train)).toEqual(Array.from({ length: 50_000 }, (_, i) => i))
    expect(await numbersOf(splits.validation)).toEqual(Array.from({ length: 10_000 }, (_, i) => 50_000 + i))
    expect(splits.test).toBe(test)
    expect(notes).toEqual(['The last 10,000 of 60,000 training images are for validation.'])
  })

  it.each([3, 10, 16, 997])(
    'parts %i images so that each is in one split, with its own label',
    async (count) => {
      const splits = splitsOf({ train: numbered(count) }, 'random', 'f', [])
      const parts = [splits.train, splits.validation, splits.test]
      expect((await Promise.all(parts.map(numbersOf))).flat().sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      )
      for (const part of parts) {
        const numbers = await numbersOf(part)
        expect([...(part.labels ?? [])]).toEqual(numbers.map((n) => n & 255))
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
      }
      expect(splits.test.count).toBe(Math.max(1, Math.round(count / 6)))
      const again = splitsOf({ train: numbered(count) }, 'random', 'f', [])
      expect(await numbersOf(again.test)).toEqual(await numbersOf(splits.test))
    },
  )

  it('chooses at random, since files are often sorted by class', async () => {
    const chosen = await numbersOf(splitsOf({ train: numbered(600) }, 'random', 'f', []).test)
    expect(Math.min(...chosen)).toBeLessThan(100)
    expect(Math.max(...chosen)).toBeGreaterThan(499)
  })

  it('keeps the splits that were given', async () => {
    const validation = numbered(4, 100),
      test = numbered(5, 200)
    const splits = splitsOf({ train: numbered(12), validation }, 'random', 'f', [])
    expect(splits.validation).toBe(validation)
    expect([splits.train.count, splits.test.count]).toEqual([10, 2])
    const train = numbered(12)
    expect(splitsOf({ train, validation, test }, 'random', 'f', [])).toEqual({ train, validation, test })
  })

  it('takes a test file that came alone for the whole', async () => {
    const { train, validation, test } = splitsOf({ test: numbered(36) }, 'random', 'f', [])
    expect([train.count, validation.count, test.count]).toEqual([25, 5, 6])
  })

  it('refuses too few images, and no training images', () => {
    expect(() => splitsOf({ train: numbered(2) }, 'random', 'f', [])).toThrow('at least 3 are needed')
    expect(() => splitsOf({ validation: numbered(9), test: numbered(9) }, 'random', 'f', [])).toThrow(
      'f comes without training images',
    )
  })
})
