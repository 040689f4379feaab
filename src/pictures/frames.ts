import type { Drawing } from '../studio/drawing'
import { drawOutline, outlineOf, READ_GREEN, windowOf, WRITE_RED } from './box'
import { paste, type Raster } from './raster'

/** Which windows are drawn over the canvases. */
export interface Boxes {
  readonly read: boolean
  readonly write: boolean
}

/** Puts canvas c_t (`t` from 0) of drawing `index` at (`left`, `top`) with the boxes asked for that it has. */
export function pasteGlimpse(
  raster: Raster,
  drawing: Drawing,
  index: number,
  t: number,
  left: number,
  top: number,
  scale: number,
  boxes: Boxes,
): void {
  paste(raster, drawing.canvases, index * drawing.glimpses + t, drawing, left, top, scale)
  const place = { left, top, width: drawing.width * scale, height: drawing.height * scale }
  for (const [kind, colour] of [
    ['read', READ_GREEN],
    ['write', WRITE_RED],
  ] as const) {
    const window = boxes[kind] ? windowOf(drawing, kind, index, t) : undefined
    if (window) drawOutline(raster, outlineOf(window, scale), place, colour)
  }
}

/** Whether any of the boxes asked for are there to be drawn. */
export const hasBoxes = (drawing: Drawing, boxes: Boxes): boolean =>
  Boolean((boxes.read && drawing.read) || (boxes.write && drawing.write))
