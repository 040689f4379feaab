import { enlargement, squareColumns } from './grid'
import { png } from './png'
import { blank, paste, type ImageSize } from './raster'

export interface Sheet extends ImageSize {
  readonly count: number
  /** As square as can be when left out. */
  readonly columns?: number | undefined
  /** Whole pixels to an image pixel; chosen by size when left out. */
  readonly scale?: number | undefined
  /** [count, C, H, W]: the nearest training image, put at the right of each. */
  readonly nearest?: Uint8Array | undefined
  /** Written into the file as tEXt. */
  readonly text?: Record<string, string>
}

const GAP = 4
/** Between a sample and its neighbour in the training set. */
const PAIR_GAP = 1

/** A grid of `images` [count, C, H, W] (0…255) as PNG, grey for one channel, RGB for three. */
export function sheetPng(images: Uint8Array, sheet: Sheet): Uint8Array {
  const { count, channels, height, width, nearest, columns = squareColumns(count) } = sheet
  const across = nearest ? 2 * columns : columns
  const scale = sheet.scale ?? enlargement(Math.max(height, width), across, 96, 2000)
  const cellWidth = width * scale * (nearest ? 2 : 1) + (nearest ? PAIR_GAP : 0) + GAP
  const cellHeight = height * scale + GAP
  const rows = Math.ceil(count / columns)
  const raster = blank(columns * cellWidth + GAP, rows * cellHeight + GAP, channels === 1 ? 1 : 3)
  for (let i = 0; i < count; i++) {
    const left = GAP + (i % columns) * cellWidth
    const top = GAP + Math.floor(i / columns) * cellHeight
    paste(raster, images, i, sheet, left, top, scale)
    if (nearest) paste(raster, nearest, i, sheet, left + width * scale + PAIR_GAP, top, scale)
  }
  return png(raster, sheet.text)
}

/** The first of `images` alone, without a ground around it. @param scale whole pixels to an image pixel */
export function picturePng(
  images: Uint8Array,
  size: ImageSize,
  scale = enlargement(Math.max(size.height, size.width), 1, 512, 2000),
  text: Record<string, string> = {},
): Uint8Array {
  const { channels, height, width } = size
  const raster = blank(width * scale, height * scale, channels === 1 ? 1 : 3)
  paste(raster, images, 0, size, 0, 0, scale)
  return png(raster, text)
}
