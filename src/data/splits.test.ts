import { describe, expect, it } from 'vitest'
import { splitsOf, type Images } from './splits'

/** Images of two pixels that hold their own number; labels its lowest byte. */
const numbered = (count: number, from = 0): Images => ({
  count,
  images: Uint8Array.from({ length: 2 * count }, (_, i) => ((from + (i >> 1)) >> (i & 1 ? 0 : 8)) & 255),
  labels: Uint8Array.from({ length: count }, (_, i) => (from + i) & 255),
})
const numbersOf = ({ count, images }: Images) =>
  Array.from({ length: count }, (_, i) => (images[2 * i] as number) * 256 + (images[2 * i + 1] as number))

describe('splitsOf', () => {
  it('takes MNIST’s last 10,000 training images for validation, in order', () => {
    const notes: string[] = []
    const test = numbered(10_000)
    const splits = splitsOf({ train: numbered(60_000), test }, 'mnist', 'f', notes)
    expect(numbersOf(splits.train)).toEqual(Array.from({ length: 50_000 }, (_, i) => i))
    expect(numbersOf(splits.validation)).toEqual(Array.from({ length: 10_000 }, (_, i) => 50_000 + i))
    expect(splits.test).toBe(test)
    expect(notes).toEqual(['The last 10,000 of 60,000 training images are for validation.'])
  })

  it.each([3, 10, 16, 997])('parts %i images so that each is in one split, with its own label', (count) => {
    const splits = splitsOf({ train: numbered(count) }, 'own', 'f', [])
    const parts = [splits.train, splits.validation, splits.test]
    expect(parts.flatMap(numbersOf).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
    for (const part of parts) expect([...(part.labels ?? [])]).toEqual(numbersOf(part).map((n) => n & 255))
    expect(splits.test.count).toBe(Math.max(1, Math.round(count / 6)))
    expect(splitsOf({ train: numbered(count) }, 'own', 'f', [])).toEqual(splits)
  })

  it('chooses at random, since files are often sorted by class', () => {
    const chosen = numbersOf(splitsOf({ train: numbered(600) }, 'own', 'f', []).test)
    expect(Math.min(...chosen)).toBeLessThan(100)
    expect(Math.max(...chosen)).toBeGreaterThan(499)
  })

  it('keeps the splits that were given', () => {
    const validation = numbered(4, 100),
      test = numbered(5, 200)
    const splits = splitsOf({ train: numbered(12), validation }, 'own', 'f', [])
    expect(splits.validation).toBe(validation)
    expect([splits.train.count, splits.test.count]).toEqual([10, 2])
    const all = splitsOf({ train: numbered(12), validation, test }, 'own', 'f', [])
    expect(all).toEqual({ train: numbered(12), validation, test })
  })

  it('takes a test file that came alone for the whole', () => {
    const { train, validation, test } = splitsOf({ test: numbered(36) }, 'own', 'f', [])
    expect([train.count, validation.count, test.count]).toEqual([25, 5, 6])
  })

  it('refuses too few images, and no training images', () => {
    expect(() => splitsOf({ train: numbered(2) }, 'own', 'f', [])).toThrow('at least 3 are needed')
    expect(() => splitsOf({ validation: numbered(9), test: numbered(9) }, 'own', 'f', [])).toThrow(
      'f comes without training images',
    )
  })
})
