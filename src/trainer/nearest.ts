import type { ImageSet } from '../data/dataset'
import { inOrder, PIECE } from '../data/imageSets'
import type { Nearest } from '../studio/trainer'

/** Pixels compared before looking whether an image is out of the running already. */
const STRIDE = 64

/**
 * The image of the training split nearest to each of `count` pictures by L2 of pixels, as the paper's figures show.
 * @param pictures [count, C, H, W], 0…255
 */
export async function nearestImages(pictures: Uint8Array, count: number, train: ImageSet): Promise<Nearest> {
  const { size } = train
  const indices = new Array<number>(count).fill(0)
  const least = new Array<number>(count).fill(Infinity)
  // Image by image, so that each is read from memory once.
  for await (const piece of inOrder(train, PIECE))
    for (let p = 0; p < piece.count; p++)
      for (let i = 0; i < count; i++) {
        const enough = least[i] as number
        const distance = squaredDistance(pictures, i * size, piece.images, p * size, size, enough)
        if (distance < enough) {
          least[i] = distance
          indices[i] = piece.first + p
        }
      }
  const images = await train.take(indices)
  return { images, indices, distances: least.map((squared) => Math.sqrt(squared) / 255) }
}

/** Of bytes; any number not below `enough` once it cannot be less than that. */
function squaredDistance(
  a: Uint8Array,
  atA: number,
  b: Uint8Array,
  atB: number,
  size: number,
  enough: number,
): number {
  let sum = 0
  for (let begin = 0; begin < size && sum < enough; begin += STRIDE) {
    const end = Math.min(begin + STRIDE, size)
    let p = begin
    // Four at a time: a quarter less time than one by one.
    for (; p + 4 <= end; p += 4) {
      const d0 = (a[atA + p] as number) - (b[atB + p] as number)
      const d1 = (a[atA + p + 1] as number) - (b[atB + p + 1] as number)
      const d2 = (a[atA + p + 2] as number) - (b[atB + p + 2] as number)
      const d3 = (a[atA + p + 3] as number) - (b[atB + p + 3] as number)
      sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3
    }
    for (; p < end; p++) {
      const d = (a[atA + p] as number) - (b[atB + p] as number)
      sum += d * d
    }
  }
  return sum
}
