/** A stack of small images. */
export interface Images {
  /** [n, C, H, W], 0…255; one channel is grey, three are red, green, blue. */
  readonly images: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Image `index` as a browser holds it, [H, W, RGBA]. */
export function pixelsOf({ images, channels, height, width }: Images, index: number): ImageData {
  const plane = height * width
  const start = index * channels * plane
  const data = new ImageData(width, height)
  for (let p = 0; p < plane; p++)
    for (let c = 0; c < 4; c++)
      data.data[4 * p + c] = c === 3 ? 255 : (images[start + (channels === 1 ? 0 : c) * plane + p] ?? 0)
  return data
}
