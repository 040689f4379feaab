import { StudioError } from '../../../studio/api'
import type { Images } from '../../components/pixels'
import { context2d } from '../../drawing/paint'

/** Longest side of a picture in the lab, pixels. */
export const LONGEST = 128

/** A picture file as a stack of one, no side over {@link LONGEST}; grey where it has no colour. */
export async function imageOfFile(file: File): Promise<Images> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new StudioError(`${file.name} can’t be read as a picture.`, 'Choose a PNG, JPEG, WebP or GIF.', {
      cause,
    })
  })
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [bitmap.width, bitmap.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number]
  const context = context2d(new OffscreenCanvas(width, height))
  context.imageSmoothingQuality = 'high'
  // What is transparent lies on black, as everything here does.
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return planes(context.getImageData(0, 0, width, height))
}

/** [H, W, RGBA] → [C, H, W]. */
export function planes({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): Images {
  const size = width * height
  const at = (p: number, c: number) => data[4 * p + c] ?? 0
  let grey = true
  for (let p = 0; grey && p < size; p++) grey = at(p, 0) === at(p, 1) && at(p, 1) === at(p, 2)
  const channels = grey ? 1 : 3
  const images = new Uint8Array(channels * size)
  for (let c = 0; c < channels; c++) for (let p = 0; p < size; p++) images[c * size + p] = at(p, c)
  return { channels, height, width, images }
}
