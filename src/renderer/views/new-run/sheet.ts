/** How a sheet of images lies on a canvas; all lengths are device pixels. */
export interface Sheet {
  readonly scale: number
  readonly columns: number
  readonly rows: number
  readonly gap: number
  /** Size of the whole sheet. */
  readonly wide: number
  readonly tall: number
}

/** Rows a sheet shows where they fit. */
const ROWS = 3

/** The sheet of at most `count` images for `wide` × `tall` device pixels: full rows, at the largest whole scale. */
export function layOut(room: {
  wide: number
  tall: number
  height: number
  width: number
  count: number
  gap: number
}): Sheet {
  const { width, height, gap, count } = room
  const fit = (space: number, side: number) => Math.max(1, Math.floor((space + gap) / (side + gap)))
  const rowsAtMost = Math.min(ROWS, fit(room.tall, height), Math.max(1, count))
  const scale = Math.max(1, Math.floor((room.tall - (rowsAtMost - 1) * gap) / (rowsAtMost * height)))
  const columns = Math.max(1, Math.min(fit(room.wide, width * scale), Math.floor(count / rowsAtMost)))
  const rows = Math.max(1, Math.min(rowsAtMost, Math.floor(count / columns)))
  return {
    scale,
    columns,
    rows,
    gap,
    wide: columns * (width * scale + gap) - gap,
    tall: rows * (height * scale + gap) - gap,
  }
}
