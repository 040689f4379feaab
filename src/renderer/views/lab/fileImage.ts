import { StudioError } from '../../../studio/api'
import type { Images } from '../../components/pixels'
import { context2d } from '../../drawing/paint'

/** Longest side of a picture in the lab, pixels. */
export const LONGEST = 128

/** A picture file as a stack of one, no side over {@link LONGEST}; grey where it has no colour. */
export async function imageOfFile(file: File): Promise<Images> {
  const picture = await decoded(file)
  const { naturalWidth, naturalHeight } = picture
  const scale = Math.min(1, LONGEST / Math.max(naturalWidth, naturalHeight))
  const sized = (side: number) => Math.max(1, Math.round(side * scale))
  const [width, height] = [sized(naturalWidth), sized(naturalHeight)]
  const context = context2d(new OffscreenCanvas(width, height))
  context.imageSmoothingQuality = 'high'
  // What is transparent lies on black, as everything here does.
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  return planes(context.getImageData(0, 0, width, height))
}

/** @throws StudioError when the browser knows no picture in it */
async function decoded(file: File): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file)
  const picture = new Image()
  picture.src = url
  try {
    await picture.decode()
  } catch (cause) {
    throw new StudioError(
      `${file.name} can’t be read as a picture.`,
      'Choose a PNG, JPEG, WebP, GIF or SVG.',
      { cause },
    )
  } finally {
    URL.revokeObjectURL(url)
  }
  return picture
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
