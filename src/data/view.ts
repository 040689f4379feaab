import { generator, type Generator } from '../random/generator'
import { StudioError } from '../studio/api'
import type { Settings } from '../studio/settings'
import type { ImageSet, Pixels } from './dataset'
import { paint, paintedRows, sceneOf } from './scene'

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

  const see = async (
    places: ArrayLike<number>,
    { scenes, values }: Drawn,
    training: boolean,
  ): Promise<Float32Array> => {
    const valuesOf = (i: number) => values(places[i] as number)
    if (!scene) return targets(await set.take(places), places.length, pixels, valuesOf)
    const pieces = Array.from(places, (place) => scene.pieces(place, set.count, scenes(place), training))
    const x = await paint(scene, image, set, pieces)
    if (pixels !== 'grey')
      paintedRows(scene, pieces, (from, length, i) => become(x, from, length, pixels, valuesOf(i)))
    return x
  }
  return {
    count: set.count,
    size,
    ...(set.labels && { labels: set.labels }),
    training(places, step) {
      const [scene, values] = [generator(seed, 'scene', step), generator(seed, 'binarize', step)]
      return see(places, { scenes: () => scene, values: () => values }, true)
    },
    fixed: (places) =>
      see(
        places,
        {
          scenes: (place) => generator(seed, 'fixed scene', place),
          values: (place) => generator(seed, 'validation', place),
        },
        false,
      ),
  }
}

/** What the scene, and the dynamic pixels, of the image at a place are drawn with. */
interface Drawn {
  scenes(place: number): Generator
  values(place: number): Generator
}

/** Images as targets. @param randomOf what the pixels of the i-th are drawn with */
function targets(
  images: Uint8Array,
  count: number,
  pixels: Pixels,
  randomOf: (i: number) => Generator,
): Float32Array {
  const x = new Float32Array(images.length)
  const size = images.length / count
  if (pixels === 'dynamic')
    for (let b = 0; b < count; b++) {
      const { uniform } = randomOf(b)
      for (let i = b * size; i < (b + 1) * size; i++) {
        const value = images[i] as number
        // Black and white need no draw: four pixels in five of MNIST.
        x[i] = value === 0 ? 0 : value === 255 || uniform() * 255 < value ? 1 : 0
      }
    }
  else {
    for (let i = 0; i < images.length; i++) x[i] = (images[i] as number) / 255
    if (pixels === 'static') checkBinary(x, 0, x.length)
  }
  return x
}

/** Makes `length` values targets, in place. */
function become(x: Float32Array, from: number, length: number, pixels: Pixels, { uniform }: Generator): void {
  if (pixels === 'static') return checkBinary(x, from, length)
  for (let i = from; i < from + length; i++) {
    const value = x[i] as number
    if (value > 0 && value < 1) x[i] = uniform() < value ? 1 : 0
  }
}

/** Grey values called binarized would make bounds that no table can be compared with. */
function checkBinary(x: Float32Array, from: number, length: number): void {
  for (let i = from; i < from + length; i++)
    if (x[i] !== 0 && x[i] !== 1)
      throw new StudioError(
        'pixels is static, but these images have grey values',
        'Set pixels to dynamic or grey, or choose a binarized data set.',
      )
}

/** The first `count` places of a view, or all of them; gone through again where `count` asks for more and `again`. */
export const firstPlaces = ({ count: all }: View, count: number, again = false): number[] =>
  Array.from({ length: again ? count : Math.min(count, all) }, (_, i) => i % all)
