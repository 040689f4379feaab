import { ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image'
import type { PictureChoices } from '../../../studio/pictures'
import type { Picture } from './decode'

/** Part of a picture, pixels from its upper left corner; may reach beyond it. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A picture as a data set stores it: [C, H, W] of `choices`. */
export function fitted(picture: Picture, choices: PictureChoices): Uint8Array {
  const { height, width, colour, fit } = choices
  const channels = colour === 'grey' ? 1 : 3
  const coloured = channels === 1 ? toGrey(picture) : picture
  if (fit === 'crop') return planes(resized(cut(coloured, middle(picture, choices)), height, width), channels)
  const scale = Math.min(height / picture.height, width / picture.width)
  const inner = resized(
    coloured,
    Math.max(1, Math.round(picture.height * scale)),
    Math.max(1, Math.round(picture.width * scale)),
  )
  const bars = {
    left: -Math.floor((width - inner.width) / 2),
    top: -Math.floor((height - inner.height) / 2),
    height,
    width,
  }
  return planes(cut(inner, bars), channels)
}

/** The largest part of a picture's middle that has the shape of `to`. */
function middle(picture: Picture, to: { readonly height: number; readonly width: number }): Box {
  const scale = Math.min(picture.height / to.height, picture.width / to.width)
  const height = Math.min(picture.height, Math.max(1, Math.round(to.height * scale)))
  const width = Math.min(picture.width, Math.max(1, Math.round(to.width * scale)))
  return {
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 2),
    height,
    width,
  }
}

/** Rec. 601 luma, to the nearest. */
function toGrey(picture: Picture): Picture {
  const { channels, pixels } = picture
  if (channels === 1) return picture
  const grey = new Uint8Array(pixels.length / 3)
  for (let i = 0, from = 0; i < grey.length; i++, from += 3)
    grey[i] =
      (19595 * (pixels[from] as number) +
        38470 * (pixels[from + 1] as number) +
        7471 * (pixels[from + 2] as number) +
        0x8000) >>
      16
  return { ...picture, channels: 1, pixels: grey }
}

/** What lies in `box`; black where that is beyond the picture. */
export function cut(picture: Picture, { left, top, height, width }: Box): Picture {
  const { channels, pixels } = picture
  if (left === 0 && top === 0 && height === picture.height && width === picture.width) return picture
  const part = new Uint8Array(height * width * channels)
  const begin = Math.max(0, left)
  const end = Math.min(picture.width, left + width)
  if (begin < end)
    for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
      const row = pixels.subarray(
        (y * picture.width + begin) * channels,
        (y * picture.width + end) * channels,
      )
      part.set(row, ((y - top) * width + begin - left) * channels)
    }
  return { height, width, channels, pixels: part }
}

/** Bilinear, over all pixels that a smaller one covers (antialiased), as Pillow and torchvision do. */
export function resized(picture: Picture, height: number, width: number): Picture {
  const { channels, pixels } = picture
  if (picture.height === height && picture.width === width) return picture
  const rgba = new Uint8Array(picture.height * picture.width * 4).fill(255)
  for (let i = 0; i < picture.height * picture.width; i++)
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = pixels[channels * i + Math.min(c, channels - 1)] as number
  const small = Transformer.fromRgbaPixels(rgba, picture.width, picture.height)
    .resize({ height, width, filter: ResizeFilterType.Triangle, fit: ResizeFit.Fill })
    .rawPixelsSync()
  const picked = new Uint8Array(height * width * channels)
  for (let i = 0; i < height * width; i++)
    for (let c = 0; c < channels; c++) picked[channels * i + c] = small[4 * i + c] as number
  return { height, width, channels, pixels: picked }
}

/** [H, W, C] to [C, H, W]; grey repeated where `channels` are more. */
export function planes({ height, width, channels: from, pixels }: Picture, channels: 1 | 3): Uint8Array {
  const plane = height * width
  const image = new Uint8Array(channels * plane)
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < plane; i++) image[c * plane + i] = pixels[i * from + Math.min(c, from - 1)] as number
  return image
}
