import type { Drawing } from '../studio/drawing'
import { hasBoxes, pasteGlimpse, type Boxes } from './frames'
import { enlargement } from './grid'
import { png } from './png'
import { blank } from './raster'

const GAP = 2

/**
 * A film strip as PNG: one row a drawing, c_1 … c_T across, with the window of each glimpse (read green, write
 * red, border as thick as σ is large), as in the paper's figures.
 */
export function stripPng(
  drawing: Drawing,
  { boxes, text, scale: given }: { boxes: Boxes; text?: Record<string, string>; scale?: number | undefined },
): Uint8Array {
  const { count, glimpses, channels, height, width } = drawing
  const scale = given ?? enlargement(Math.max(height, width), glimpses, 56, 4000)
  const across = width * scale + GAP
  const down = height * scale + GAP
  const colour = channels > 1 || hasBoxes(drawing, boxes)
  const raster = blank(glimpses * across + GAP, count * down + GAP, colour ? 3 : 1)
  for (let i = 0; i < count; i++)
    for (let t = 0; t < glimpses; t++)
      pasteGlimpse(raster, drawing, i, t, GAP + t * across, GAP + i * down, scale, boxes)
  return png(raster, text)
}
