import type { Generator } from '../random/generator'
import { asSeen, type Settings } from '../studio/settings'
import type { ImageSet } from './dataset'

type Making = Pick<Settings, 'scene' | 'sceneSize' | 'clutter' | 'clutterSize' | 'crop'>
interface Size {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** A rectangle of an image of the set, and where it is put; pixels from the upper left corner. */
export interface Piece {
  readonly place: number
  readonly height: number
  readonly width: number
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
}

/** What a run sees of a data set's images: each as it is, cut, or as a part of a larger one. */
export interface Scene extends Size {
  /**
   * The pieces that the image at `place` makes a scene with.
   * @param count images of the split; those beside the first are drawn from all of them
   * @param training whether crops lie anywhere, or in the middle
   */
  pieces(place: number, count: number, random: Generator, training: boolean): Piece[]
}

/** The scenes that `settings` make of images of a size, or undefined where images are seen as they are. */
export function sceneOf(image: Size, settings: Making): Scene | undefined {
  const { height, width } = image
  const { scene, clutter, clutterSize, crop } = settings
  const { channels, ...size } = asSeen(image, settings)
  const seen = { channels, height: size.height, width: size.width }
  const whole = { x: 0, y: 0 }
  const anywhere = (
    { below }: Generator,
    inside: { height: number; width: number },
    { height, width }: { height: number; width: number },
  ) => ({ x: below(inside.width - width + 1), y: below(inside.height - height + 1) })
  const put = (place: number, random: Generator): Piece => ({
    place,
    height,
    width,
    from: whole,
    to: anywhere(random, seen, image),
  })
  switch (scene) {
    case 'pair':
      return {
        ...seen,
        pieces: (place, count, random) => [put(place, random), put(random.below(count), random)],
      }
    case 'cluttered': {
      const scrap = { height: clutterSize, width: clutterSize }
      return {
        ...seen,
        pieces: (place, count, random) => [
          put(place, random),
          ...Array.from({ length: clutter }, () => ({
            place: another(place, count, random),
            ...scrap,
            from: anywhere(random, image, scrap),
            to: anywhere(random, seen, scrap),
          })),
        ],
      }
    }
    case 'single': {
      if (crop === 0) return undefined
      const cut = { height: crop, width: crop }
      const middle = { x: (width - crop) >> 1, y: (height - crop) >> 1 }
      return {
        ...seen,
        pieces: (place, _, random, training) => [
          { place, ...cut, from: training ? anywhere(random, image, cut) : middle, to: whole },
        ],
      }
    }
  }
}

/** Any image but the one at `place`. */
function another(place: number, count: number, { below }: Generator): number {
  const other = below(Math.max(1, count - 1))
  return other >= place && count > 1 ? other + 1 : other
}

/**
 * Scenes of pieces of a set's images: [n, C, H, W]. Where pieces overlap they are added, and clipped at 255.
 * @param image size of the set's own images
 */
export async function paint(
  scene: Size,
  image: Size,
  set: ImageSet,
  pieces: readonly (readonly Piece[])[],
): Promise<Uint8Array> {
  const places = pieces.flatMap((each) => each.map(({ place }) => place))
  const images = await set.take(places)
  const size = scene.channels * scene.height * scene.width
  const painted = new Uint8Array(pieces.length * size)
  let at = 0
  pieces.forEach((each, i) => {
    for (const piece of each) {
      const source = images.subarray(at * set.size, (at + 1) * set.size)
      put(painted.subarray(i * size, (i + 1) * size), scene, source, image, piece, each.length === 1)
      at++
    }
  })
  return painted
}

/** @param alone nothing else is put there, so that nothing need be added */
function put(
  onto: Uint8Array,
  scene: Size,
  source: Uint8Array,
  image: Size,
  piece: Piece,
  alone: boolean,
): void {
  const { height, width, from, to } = piece
  for (let channel = 0; channel < scene.channels; channel++)
    for (let y = 0; y < height; y++) {
      const a = (channel * image.height + from.y + y) * image.width + from.x
      const b = (channel * scene.height + to.y + y) * scene.width + to.x
      if (alone) onto.set(source.subarray(a, a + width), b)
      else
        for (let x = 0; x < width; x++)
          onto[b + x] = Math.min(255, (onto[b + x] as number) + (source[a + x] as number))
    }
}
