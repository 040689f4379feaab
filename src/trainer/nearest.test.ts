import { expect, it } from 'vitest'
import { generator } from '../random/generator'
import { inMemory } from '../data/imageSets'
import { nearestImages } from './nearest'

const SIZE = 3 * 10 * 10
const images = (count: number, stream: string) => {
  const { below } = generator(1, stream)
  return Uint8Array.from({ length: count * SIZE }, () => below(256))
}

it('finds the image of least L2 distance, as a plain search over all pixels does', async () => {
  const all = images(200, 'train')
  const pictures = images(5, 'pictures')
  const { indices, distances, images: found } = await nearestImages(pictures, 5, inMemory(all, SIZE))
  for (let i = 0; i < 5; i++) {
    const distancesTo = Array.from({ length: 200 }, (_, n) =>
      Math.hypot(
        ...Array.from(
          { length: SIZE },
          (_, p) => ((pictures[i * SIZE + p] as number) - (all[n * SIZE + p] as number)) / 255,
        ),
      ),
    )
    const least = Math.min(...distancesTo)
    expect(indices[i]).toBe(distancesTo.indexOf(least))
    expect(distances[i]).toBeCloseTo(least, 10)
    const at = (indices[i] as number) * SIZE
    expect(found.slice(i * SIZE, (i + 1) * SIZE)).toEqual(all.slice(at, at + SIZE))
  }
})

it('is at distance 0 from a training image itself', async () => {
  const all = images(50, 'train')
  const { indices, distances } = await nearestImages(all.slice(7 * SIZE, 8 * SIZE), 1, inMemory(all, SIZE))
  expect([indices, distances]).toEqual([[7], [0]])
})
