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

/** A byte as 0…1. */
const SCALED = Float32Array.from({ length: 256 }, (_, value) => value / 255)

/**
 * Scenes of pieces of a set's images: [n, C, H, W] in 0…1. Where pieces overlap they are added, and clipped at 1.
 * @param image size of the set's own images
 */
export async function paint(
  scene: Size,
  image: Size,
  set: ImageSet,
  pieces: readonly (readonly Piece[])[],
): Promise<Float32Array> {
  const images = set.inMemory ?? (await set.take(pieces.flatMap((each) => each.map(({ place }) => place))))
  const size = scene.channels * scene.height * scene.width
  const painted = new Float32Array(pieces.length * size)
  let taken = 0
  pieces.forEach((each, i) => {
    for (const piece of each) {
      const begin = (set.inMemory ? piece.place : taken++) * set.size
      put(painted, i * size, scene, images, begin, image, piece)
    }
  })
  return painted
}

/** Calls `row` with where each painted row begins, how long it is, and of which scene it is. */
export function paintedRows(
  { channels, height, width }: Size,
  pieces: readonly (readonly Piece[])[],
  row: (from: number, length: number, scene: number) => void,
): void {
  pieces.forEach((each, i) => {
    for (const { to, ...piece } of each)
      for (let channel = 0; channel < channels; channel++)
        for (let y = to.y; y < to.y + piece.height; y++)
          row(((i * channels + channel) * height + y) * width + to.x, piece.width, i)
  })
}

/** @param begin where the scene begins in `onto` @param from where the piece's own image begins in `images` */
function put(
  onto: Float32Array,
  begin: number,
  scene: Size,
  images: Uint8Array,
  from: number,
  image: Size,
  piece: Piece,
): void {
  const { height, width } = piece
  for (let channel = 0; channel < scene.channels; channel++)
    for (let y = 0; y < height; y++) {
      const to = begin + (channel * scene.height + piece.to.y + y) * scene.width + piece.to.x
      const source = from + (channel * image.height + piece.from.y + y) * image.width + piece.from.x
      for (let x = 0; x < width; x++) {
        const value = images[source + x] as number
        if (value === 0) continue
        const sum = (onto[to + x] as number) + (SCALED[value] as number)
        onto[to + x] = sum < 1 ? sum : 1
      }
    }
}
