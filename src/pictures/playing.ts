import type { Drawing } from '../studio/drawing'
import { pasteGlimpse, type Boxes } from './frames'
import { enlargement, squareColumns } from './grid'
import { blank, type Raster } from './raster'

const GAP = 4
/** A whole drawing of the usual 3 s has its frames between the two bounds. Milliseconds. */
const USUAL = 3000
const SHORTEST = 40
const LONGEST = 200
/** No player shows less. */
const LEAST = 20
export const HELD = 1500

export interface Playing {
  /** Of one glimpse, ms. */
  readonly delay: number
  /** c_t of all drawings (`t` from 0) with the boxes asked for, RGB. */
  frame(t: number): Raster
  /** c_T alone; shown for {@link HELD}. */
  finished(): Raster
}

export interface Played {
  readonly boxes: Boxes
  /** As square as can be when left out. */
  readonly columns?: number | undefined
  /** Whole pixels to an image pixel; chosen by size when left out. */
  readonly scale?: number | undefined
  /** How long a whole drawing takes, s. */
  readonly seconds?: number
}

/** A grid of drawings to be played through t = 1 … T. @param image about so large is one, px; `row` all of them */
export function playing(
  drawing: Drawing,
  { boxes, columns: wanted, scale: given, seconds = 3 }: Played,
  image: number,
  row: number,
): Playing {
  const { count, glimpses, height, width } = drawing
  const columns = wanted ?? squareColumns(count)
  const scale = given ?? enlargement(Math.max(height, width), columns, image, row)
  const across = width * scale + GAP
  const down = height * scale + GAP
  const frame = (t: number, shown: Boxes): Raster => {
    const raster = blank(columns * across + GAP, Math.ceil(count / columns) * down + GAP, 3)
    for (let i = 0; i < count; i++) {
      const left = GAP + (i % columns) * across
      pasteGlimpse(raster, drawing, i, t, left, GAP + Math.floor(i / columns) * down, scale, shown)
    }
    return raster
  }
  const slower = (seconds * 1000) / USUAL
  const each = (seconds * 1000) / glimpses
  return {
    delay: Math.max(LEAST, Math.min(LONGEST * slower, Math.max(SHORTEST * slower, each))),
    frame: (t) => frame(t, boxes),
    finished: () => frame(glimpses - 1, { read: false, write: false }),
  }
}
