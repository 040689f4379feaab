import type { Side } from '../../drawing/window'

type Colour = readonly [number, number, number]

/** From nothing to the most, on the black pictures lie on: the colour of the side that has the filters. */
const RAMPS: Record<Side, readonly [Colour, Colour, Colour]> = {
  read: [
    [22, 26, 25],
    [67, 196, 129],
    [238, 255, 245],
  ],
  write: [
    [27, 22, 22],
    [255, 107, 94],
    [255, 244, 242],
  ],
}

/** `values`, [rows, columns] of 0…`most`, as an image, or turned over, columns as rows. */
export function heatOf(
  values: Float32Array,
  columns: number,
  { side, most, turned = false }: { side: Side; most: number; turned?: boolean },
): ImageData {
  const rows = values.length / columns
  const image = turned ? new ImageData(rows, columns) : new ImageData(columns, rows)
  const [low, middle, high] = RAMPS[side]
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const share = Math.min(1, (values[r * columns + c] ?? 0) / most)
      const [from, to, part] = share < 0.6 ? [low, middle, share / 0.6] : [middle, high, (share - 0.6) / 0.4]
      const at = 4 * (turned ? c * rows + r : r * columns + c)
      for (let k = 0; k < 3; k++) image.data[at + k] = (from[k] ?? 0) + part * ((to[k] ?? 0) - (from[k] ?? 0))
      image.data[at + 3] = 255
    }
  return image
}
