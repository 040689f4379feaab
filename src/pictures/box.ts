import { BOX, type Drawing } from '../studio/drawing'
import { fill, type Raster, type Rgb } from './raster'

export const READ_GREEN: Rgb = [0x43, 0xc4, 0x81]
export const WRITE_RED: Rgb = [0xff, 0x6b, 0x5e]

/** One attention window: centre (pixels, counted from 1), stride and σ (pixels), filters a side. */
export interface Window {
  readonly gX: number
  readonly gY: number
  readonly delta: number
  readonly sigma: number
  readonly size: number
}
/** An upright rectangle in picture pixels from the image's corner, and the width of its border. */
export interface Outline {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly border: number
}

/** The window of glimpse `t` (from 0) of drawing `index`; undefined where the network has none. */
export function windowOf(
  drawing: Drawing,
  kind: 'read' | 'write',
  index: number,
  t: number,
): Window | undefined {
  const boxes = drawing[kind]
  const patches = kind === 'read' ? drawing.readPatches : drawing.writePatches
  if (!boxes || !patches) return undefined
  const at = (index * drawing.glimpses + t) * BOX.length
  const [gX = NaN, gY = NaN, delta = NaN, sigma = NaN] = boxes.subarray(at, at + BOX.length)
  const size = Math.sqrt(patches.length / (drawing.count * drawing.glimpses * drawing.channels))
  return { gX, gY, delta, sigma, size }
}

/**
 * Spans the N × N filter centres, (N − 1)·δ a side (δ where N = 1), as the paper's figures do; the border is as
 * thick as σ is large. `scale` is picture pixels to an image pixel; pixel 1 has its centre at ½.
 */
export function outlineOf({ gX, gY, delta, sigma, size }: Window, scale: number): Outline {
  const half = (Math.max(size - 1, 1) * delta) / 2
  const place = (value: number) => Math.round((value - 0.5) * scale)
  return {
    left: place(gX - half),
    top: place(gY - half),
    right: place(gX + half),
    bottom: place(gY + half),
    border: Math.max(1, Math.round((sigma * scale) / 2)),
  }
}

/**
 * Draws `outline` on the image whose corner is at (`left`, `top`), clipped to its `width` × `height`. The border
 * grows inwards and outwards alike, so its middle stays on the window's edge.
 */
export function drawOutline(
  raster: Raster,
  { left: x0, top: y0, right: x1, bottom: y1, border }: Outline,
  image: { left: number; top: number; width: number; height: number },
  colour: Rgb,
): void {
  const clipX = (x: number) => image.left + Math.min(image.width, Math.max(0, x))
  const clipY = (y: number) => image.top + Math.min(image.height, Math.max(0, y))
  const bar = (left: number, top: number, right: number, bottom: number) =>
    fill(raster, clipX(left), clipY(top), clipX(right), clipY(bottom), colour)
  const out = Math.floor(border / 2)
  const within = border - out
  bar(x0 - out, y0 - out, x1 + out, y0 + within)
  bar(x0 - out, y1 - within, x1 + out, y1 + out)
  bar(x0 - out, y0 - out, x0 + within, y1 + out)
  bar(x1 - within, y0 - out, x1 + out, y1 + out)
}
