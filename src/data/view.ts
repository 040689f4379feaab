import { generator, type Generator } from '../random/generator'
import { StudioError } from '../studio/api'
import type { Settings } from '../studio/settings'
import type { ImageSet, Pixels } from './dataset'
import { paint, sceneOf } from './scene'

/** The settings that say how images are seen. */
export type Seeing = Pick<
  Settings,
  'scene' | 'sceneSize' | 'clutter' | 'clutterSize' | 'crop' | 'pixels' | 'seed'
>

/** A split as a run sees it. All of it is a function of the seed, the places and the step. */
export interface View {
  readonly count: number
  /** Values of one image as it is seen: C · H · W. */
  readonly size: number
  /** [count], classes counted from 0. */
  readonly labels?: Uint8Array
  /**
   * What a training step sees of the images at `places`, [n, C, H, W] in 0…1: scenes, crops and dynamic pixels are
   * drawn anew for each step. Reading begins at once.
   * @throws StudioError when `pixels` is static but an image is grey.
   */
  training(places: ArrayLike<number>, step: number): Promise<Float32Array>
  /** The same whenever it is asked for: what is drawn is drawn once for each image, by its place; crops are central. */
  fixed(places: ArrayLike<number>): Promise<Float32Array>
  /** {@link fixed} before values become targets: 0…255. */
  images(places: ArrayLike<number>): Promise<Uint8Array>
}

/** @param image size of the set's own images */
export function viewOf(
  set: ImageSet,
  image: { readonly channels: number; readonly height: number; readonly width: number },
  settings: Seeing,
): View {
  const { pixels, seed } = settings
  const scene = sceneOf(image, settings)
  const size = scene ? scene.channels * scene.height * scene.width : set.size

  const take = (places: ArrayLike<number>, randomOf: (place: number) => Generator, training: boolean) =>
    scene
      ? paint(
          scene,
          image,
          set,
          Array.from(places, (place) => scene.pieces(place, set.count, randomOf(place), training)),
        )
      : set.take(places)
  const images = (places: ArrayLike<number>) =>
    take(places, (place) => generator(seed, 'fixed scene', place), false)
  return {
    count: set.count,
    size,
    ...(set.labels && { labels: set.labels }),
    images,
    async training(places, step) {
      const random = generator(seed, 'scene', step)
      const taken = await take(places, () => random, true)
      const { uniform } = generator(seed, 'binarize', step)
      return targets(taken, places, size, pixels, () => uniform)
    },
    async fixed(places) {
      const taken = await images(places)
      return targets(taken, places, size, pixels, (place) => generator(seed, 'validation', place).uniform)
    },
  }
}

/** The first `count` places of a view, or all of them; gone through again where `count` asks for more and `again`. */
export const firstPlaces = ({ count: all }: View, count: number, again = false): number[] =>
  Array.from({ length: again ? count : Math.min(count, all) }, (_, i) => i % all)

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
