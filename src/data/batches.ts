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
  /**
   * The batch of the step that comes after `step` others: a pure function of the seed and `step`. The images of the
   * next one are read meanwhile.
   */
  at(step: number): Promise<Batch>
}

/**
 * Shuffled batches of a training split. Each epoch has an order of its own and shows every image once; images left
 * over when `batch` does not divide the set sit that epoch out. A set smaller than a batch is gone through again,
 * in the order of the next epoch, until the batch is full. Dynamic pixels are drawn anew at every step.
 * @throws StudioError, from `at`, when `pixels` is static but an image is grey.
 */
export function batches(
  set: ImageSet,
  { pixels, batch, seed }: { pixels: Pixels; batch: number; seed: number },
): Batches {
  const { count } = set
  /** Images an epoch shows. */
  const shown = count < batch ? count : count - (count % batch)
  let order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() }
  const indexAt = (position: number) => {
    const epoch = Math.floor(position / shown)
    if (order.epoch !== epoch) order = { epoch, indices: permutation(count, seed, 'shuffle', epoch) }
    return order.indices[position % shown] as number
  }
  const read = (step: number) => {
    const places = Uint32Array.from({ length: batch }, (_, i) => indexAt(step * batch + i))
    return { step, places, images: set.take(places) }
  }
  let ahead: ReturnType<typeof read> | undefined
  return {
    stepsPerEpoch: shown / batch,
    async at(step) {
      const { places, images } = ahead?.step === step ? ahead : read(step)
      const taken = await images
      ahead = read(step + 1)
      // Its error is met when its step comes; there may be no such step.
      ahead.images.catch(() => undefined)
      const { uniform } = generator(seed, 'binarize', step)
      return {
        x: targets(taken, places, set.size, pixels, () => uniform),
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
export async function fixed(
  set: ImageSet,
  which: number | ArrayLike<number>,
  pixels: Pixels,
  seed: number,
): Promise<Float32Array> {
  const places =
    typeof which === 'number' ? Array.from({ length: Math.min(which, set.count) }, (_, i) => i) : which
  const images = await set.take(places)
  return targets(images, places, set.size, pixels, (place) => generator(seed, 'validation', place).uniform)
}

/** `randomOf` gives the uniform numbers that the pixels of the image at a place are drawn with. */
function targets(
  images: Uint8Array,
  places: ArrayLike<number>,
  size: number,
  pixels: Pixels,
  randomOf: (place: number) => () => number,
): Float32Array {
  const x = new Float32Array(images.length)
  if (pixels === 'dynamic')
    for (let b = 0; b < places.length; b++) {
      const uniform = randomOf(places[b] as number)
      for (let i = b * size; i < (b + 1) * size; i++) {
        const value = images[i] as number
        // Black and white need no draw: four pixels in five of MNIST.
        x[i] = value === 0 ? 0 : value === 255 || uniform() * 255 < value ? 1 : 0
      }
    }
  else {
    if (pixels === 'static') checkBinary(images)
    for (let i = 0; i < images.length; i++) x[i] = (images[i] as number) / 255
  }
  return x
}

/** Grey values called binarized would make bounds that no table can be compared with. */
function checkBinary(images: Uint8Array): void {
  for (let i = 0; i < images.length; i++)
    if (images[i] !== 0 && images[i] !== 255)
      throw new StudioError(
        'pixels is static, but these images have grey values',
        'Set pixels to dynamic or grey, or choose a binarized data set.',
      )
}
