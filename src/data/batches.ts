import { generator, permutation } from '../random/generator'
import { StudioError } from '../studio/api'
import type { ImageSet, Pixels } from './dataset'

export interface Batch {
  /** Targets, [B, C, H, W] in 0…1. */
  readonly x: Float32Array
  /** How often the whole set has been gone through before, from 0. */
  readonly epoch: number
}
export interface Batches {
  readonly stepsPerEpoch: number
  /** The batch of the step that comes after `step` others: a pure function of the seed and `step`. */
  at(step: number): Batch
}

/**
 * Shuffled batches of a training split. Each epoch has an order of its own and shows every image once; images left
 * over when `batch` does not divide the set sit that epoch out. A set smaller than a batch is gone through again,
 * in the order of the next epoch, until the batch is full. Dynamic pixels are drawn anew at every step.
 * @throws StudioError when `pixels` is static but the set is grey.
 */
export function batches(
  set: ImageSet,
  { pixels, batch, seed }: { pixels: Pixels; batch: number; seed: number },
): Batches {
  checkPixels(set.images, pixels)
  const { count } = set
  /** Images an epoch shows. */
  const shown = count < batch ? count : count - (count % batch)
  let order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() }
  const indexAt = (position: number) => {
    const epoch = Math.floor(position / shown)
    if (order.epoch !== epoch) order = { epoch, indices: permutation(count, seed, 'shuffle', epoch) }
    return order.indices[position % shown] as number
  }
  return {
    stepsPerEpoch: shown / batch,
    at(step) {
      const indices = Uint32Array.from({ length: batch }, (_, i) => indexAt(step * batch + i))
      const { uniform } = generator(seed, 'binarize', step)
      return {
        x: targets(set, indices, pixels, () => uniform),
        epoch: Math.floor((step * batch) / shown),
      }
    },
  }
}

/**
 * Targets of chosen images, [n, C, H, W] in 0…1, the same whenever they are asked for: dynamic pixels are drawn once
 * for each image by its place in the set.
 * @param which places in the set, or how many from its beginning (all, if it has fewer)
 * @throws StudioError when `pixels` is static but the set is grey.
 */
export function fixed(
  set: ImageSet,
  which: number | ArrayLike<number>,
  pixels: Pixels,
  seed: number,
): Float32Array {
  const indices =
    typeof which === 'number' ? Array.from({ length: Math.min(which, set.count) }, (_, i) => i) : which
  const size = set.images.length / set.count
  for (const index of Array.from(indices))
    checkPixels(set.images.subarray(index * size, (index + 1) * size), pixels)
  return targets(set, indices, pixels, (index) => generator(seed, 'validation', index).uniform)
}

/** `randomOf` gives the uniform numbers that the pixels of an image are drawn with. */
function targets(
  { count, images }: ImageSet,
  indices: ArrayLike<number>,
  pixels: Pixels,
  randomOf: (index: number) => () => number,
): Float32Array {
  const size = images.length / count
  const x = new Float32Array(indices.length * size)
  for (let b = 0; b < indices.length; b++) {
    const index = indices[b] as number
    if (!(index >= 0 && index < count))
      throw new RangeError(`There is no image ${index} in a set of ${count}`)
    const from = index * size,
      to = b * size
    if (pixels === 'dynamic') {
      const uniform = randomOf(index)
      for (let i = 0; i < size; i++) {
        const value = images[from + i] as number
        // Black and white need no draw: four pixels in five of MNIST.
        x[to + i] = value === 0 ? 0 : value === 255 || uniform() * 255 < value ? 1 : 0
      }
    } else for (let i = 0; i < size; i++) x[to + i] = (images[from + i] as number) / 255
  }
  return x
}

/** Grey values called binarized would make bounds that no table can be compared with. */
function checkPixels(images: Uint8Array, pixels: Pixels): void {
  if (pixels !== 'static') return
  for (let i = 0; i < images.length; i++)
    if (images[i] !== 0 && images[i] !== 255)
      throw new StudioError(
        'pixels is static, but these images have grey values',
        'Set pixels to dynamic or grey, or choose a binarized data set.',
      )
}
