/** A film strip of one drawing. Lengths are device pixels. */
export interface Strip {
  /** Each with the glimpse, from 1, it shows. */
  readonly cells: readonly { readonly t: number; readonly x: number; readonly y: number }[]
  /** The cell that stands for glimpse `t`. */
  cellOf(t: number): number
  /** Size of a cell, and height of the whole strip. */
  readonly wide: number
  readonly tall: number
  readonly height: number
}

/**
 * Lays `glimpses` out in rows of `room`. Unless `every` one is wanted there is one row, and where it is too
 * short for all, each cell stands for as many glimpses as any other, give or take one, and shows the last.
 */
export function stripOf(wanted: {
  glimpses: number
  every: boolean
  room: number
  wide: number
  tall: number
  gap: number
}): Strip {
  const { glimpses, every, room, wide, tall, gap } = wanted
  const fit = Math.max(1, Math.floor((room + gap) / (wide + gap)))
  const count = every ? glimpses : Math.min(glimpses, fit)
  // A row that was thinned is spread over all of the room.
  const across = count < glimpses ? Math.floor((room - wide) / Math.max(1, count - 1)) : wide + gap
  const cells = Array.from({ length: count }, (_, i) => ({
    t: Math.round(((i + 1) * glimpses) / count),
    x: (i % fit) * across,
    y: Math.floor(i / fit) * (tall + gap),
  }))
  return {
    cells,
    cellOf: (t) => cells.findIndex((cell) => cell.t >= t),
    wide,
    tall,
    height: Math.ceil(count / fit) * (tall + gap) - gap,
  }
}
