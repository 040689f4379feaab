import { Transformer } from '@napi-rs/image'
import { imageSize } from 'image-size'
import { StudioError } from '../../../studio/api'

/** A decoded picture. */
export interface Picture {
  readonly height: number
  readonly width: number
  /** 1 is grey, 3 red, green and blue. */
  readonly channels: 1 | 3
  /** [H, W, C], 0…255. */
  readonly pixels: Uint8Array
}
export interface Size {
  readonly height: number
  readonly width: number
}

/** Most pixels a picture may have: its header is believed before its pixels are unpacked. */
const MOST_PIXELS = 2 ** 26
const FORMATS = ['png', 'jpg', 'bmp', 'webp']

/** How a picture lies in its bytes: {@link Transformer}'s JsColorType. */
const LAYOUTS = [
  { samples: 1, deep: false },
  { samples: 2, deep: false },
  { samples: 3, deep: false },
  { samples: 4, deep: false },
  { samples: 1, deep: true },
  { samples: 2, deep: true },
  { samples: 3, deep: true },
  { samples: 4, deep: true },
] as const

/**
 * Size of a picture as it is looked at, from its header alone.
 * @throws StudioError saying why it is none: meant to follow the name of a file.
 */
export function sizeOf(bytes: Uint8Array): Size {
  const { type, height, width, orientation = 1 } = headerOf(bytes)
  if (!FORMATS.includes(type ?? '')) throw new StudioError(`it is ${type}, which Easel does not read`)
  if (!(height > 0 && width > 0)) throw new StudioError('it has no pixels')
  if (height * width > MOST_PIXELS)
    throw new StudioError(`it has ${width} × ${height} pixels; Easel reads at most ${MOST_PIXELS}`)
  // Orientations from 5 on lie on their side.
  return orientation < 5 ? { height, width } : { height: width, width: height }
}

function headerOf(bytes: Uint8Array) {
  try {
    return imageSize(bytes)
  } catch (error) {
    throw new StudioError('it is no picture', '', { cause: error })
  }
}

/**
 * Pixels of a PNG, JPEG, BMP or WebP, an animated one's first: turned as its EXIF orientation says (JPEG alone), what
 * is transparent over white, 16 bits a sample scaled to 8.
 * @throws StudioError as {@link sizeOf}, or that it is damaged.
 */
export function decode(bytes: Uint8Array): Picture {
  const { height, width } = sizeOf(bytes)
  if (isCutJpeg(bytes)) throw new StudioError('it is cut short')
  let raw: Uint8Array
  let colorType: number
  try {
    const picture = new Transformer(bytes).rotate()
    colorType = picture.metadataSync().colorType
    raw = picture.rawPixelsSync()
  } catch (error) {
    throw new StudioError('it is damaged', '', { cause: error })
  }
  const layout = LAYOUTS[colorType]
  if (!layout) throw new StudioError('its numbers are not whole: 8 or 16 bits a sample are expected')
  const samples = layout.deep ? toBytes(raw) : raw
  if (samples.length !== height * width * layout.samples)
    throw new StudioError('its header and its pixels disagree')
  const channels = layout.samples < 3 ? 1 : 3
  return {
    height,
    width,
    channels,
    pixels: layout.samples === channels ? samples : overWhite(samples, channels),
  }
}

/** Decoders fill what is missing of a JPEG with grey. Within scans 0xff is escaped, so these are markers. */
function isCutJpeg(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer.readUInt16BE(0) !== 0xffd8) return false
  return buffer.lastIndexOf(END_OF_IMAGE) < buffer.lastIndexOf(START_OF_SCAN)
}
const END_OF_IMAGE = Buffer.of(0xff, 0xd9)
const START_OF_SCAN = Buffer.of(0xff, 0xda)

/** 0…65535, in this machine's order of bytes, to the nearest of 0…255. */
function toBytes(raw: Uint8Array): Uint8Array {
  // A view needs an even place to begin at.
  const deep = new Uint16Array(raw.slice().buffer)
  return Uint8Array.from(deep, (value) => Math.round(value / 257))
}

/** Takes the last sample, alpha, for how much of the others is seen before white. */
function overWhite(samples: Uint8Array, channels: 1 | 3): Uint8Array {
  const pixels = new Uint8Array((samples.length / (channels + 1)) * channels)
  for (let from = 0, to = 0; to < pixels.length; from += channels + 1) {
    const alpha = samples[from + channels] as number
    for (let c = 0; c < channels; c++)
      pixels[to++] = Math.round(((samples[from + c] as number) * alpha + 255 * (255 - alpha)) / 255)
  }
  return pixels
}
