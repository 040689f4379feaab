/** A picture being put together: grey (1) or RGB (3), interleaved as PNG and GIF take it. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** [height, width, channels] */
  readonly data: Uint8Array
}
export type Rgb = readonly [number, number, number]
/** Size of one planar image, [C, H, W]. */
export interface ImageSize {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Between pictures: seen beside black and beside white. */
export const GROUND: Rgb = [96, 96, 96]

export function blank(width: number, height: number, channels: 1 | 3, ground: Rgb = GROUND): Raster {
  const data = new Uint8Array(width * height * channels)
  for (let i = 0; i < data.length; i++) data[i] = ground[i % channels] as number
  return { width, height, channels, data }
}

/**
 * Puts image `index` of `images` [n, C, H, W] with its upper left corner at (`left`, `top`), every pixel a
 * square of `scale` × `scale`. Grey images on an RGB raster stay grey.
 */
export function paste(
  raster: Raster,
  images: Uint8Array,
  index: number,
  { channels, height, width }: ImageSize,
  left: number,
  top: number,
  scale: number,
): void {
  const plane = height * width
  const start = index * channels * plane
  const stride = raster.width * raster.channels
  const row = new Uint8Array(width * scale * raster.channels)
  for (let y = 0; y < height; y++) {
    let at = 0
    for (let x = 0; x < width; x++)
      for (let repeat = 0; repeat < scale; repeat++)
        for (let c = 0; c < raster.channels; c++)
          row[at++] = images[start + Math.min(c, channels - 1) * plane + y * width + x] as number
    for (let repeat = 0; repeat < scale; repeat++)
      raster.data.set(row, (top + y * scale + repeat) * stride + left * raster.channels)
  }
}

/** Fills whole pixels of an RGB raster from (`left`, `top`) up to, not including, (`right`, `bottom`). */
export function fill(
  raster: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Rgb,
): void {
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) raster.data.set(colour, (y * raster.width + x) * 3)
}
