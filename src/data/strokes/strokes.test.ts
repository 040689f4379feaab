import { describe, expect, it } from 'vitest'
import { allOf } from '../testing'
import { strokeImages, strokes } from './strokes'

const set = strokes()
const train = await allOf(set.splits.train)
const validation = await allOf(set.splits.validation)
const test = await allOf(set.splits.test)

describe('strokes', () => {
  it('has 10,000 / 2,000 / 2,000 images of ten classes, all about as frequent', () => {
    expect([train.count, validation.count, test.count]).toEqual([10_000, 2_000, 2_000])
    expect(train.images).toHaveLength(10_000 * 28 * 28)
    expect(set.classes).toHaveLength(10)
    const counts = new Array<number>(10).fill(0)
    for (const label of train.labels ?? []) counts[label] = (counts[label] ?? 0) + 1
    // 1,000 expected; five standard deviations of a binomial are 150.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('is the same each time, and an image does not depend on how many are drawn', () => {
    const few = strokeImages('train', 24)
    expect(Buffer.compare(few.images, train.images.subarray(0, 24 * 784))).toBe(0)
    expect(few.labels).toEqual(train.labels?.slice(0, 24))
  })

  it('shares no image between splits, nor draws one twice', () => {
    const all = [train, validation, test].flatMap(({ count, images }) =>
      Array.from({ length: count }, (_, i) =>
        Buffer.from(images.subarray(i * 784, (i + 1) * 784)).toString('latin1'),
      ),
    )
    expect(new Set(all).size).toBe(14_000)
  })

  it('has as much ink as handwriting, whole inside the frame', () => {
    const { images, count } = train
    // MNIST: 13.1 % ink, 19.2 % of pixels touched.
    let ink = 0
    for (const value of images) ink += value / 255 / images.length
    expect(ink).toBeGreaterThan(0.09)
    expect(ink).toBeLessThan(0.15)
    const border = [...Array(28).keys()].flatMap((k) => [k, 756 + k, 28 * k, 28 * k + 27])
    let touching = 0
    for (let i = 0; i < count; i++)
      if (border.some((at) => (images[i * 784 + at] as number) > 128)) touching++
    expect(touching / count).toBeLessThan(0.03)
  })
})
