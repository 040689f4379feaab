import { GROUND, type Raster } from './raster'

/** Planes Y, U and V one after the other, each of the last two a quarter of the first: what video codecs take. */
export interface Yuv {
  /** Even. */
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** ITU-R BT.601, 16…235: what players take small videos for. Rows and columns are made even with {@link GROUND}. */
export function yuvOf({ width: across, height: down, data: rgb }: Raster): Yuv {
  const width = across + (across % 2)
  const height = down + (down % 2)
  const plane = width * height
  const data = new Uint8Array(plane * 1.5)
  const at = (x: number, y: number, c: number) =>
    x < across && y < down ? (rgb[(y * across + x) * 3 + c] as number) : (GROUND[c] as number)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = Math.round(
        16 + 0.256788 * at(x, y, 0) + 0.504129 * at(x, y, 1) + 0.097906 * at(x, y, 2),
      )
  let to = plane
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2, to++) {
      const mean = (c: number) => (at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c)) / 4
      const [red, green, blue] = [mean(0), mean(1), mean(2)]
      data[to] = Math.round(128 - 0.148223 * red - 0.290993 * green + 0.439216 * blue)
      data[to + plane / 4] = Math.round(128 + 0.439216 * red - 0.367788 * green - 0.071427 * blue)
    }
  return { width, height, data }
}
