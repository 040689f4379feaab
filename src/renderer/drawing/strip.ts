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
 * short for all, each cell stands for equally many glimpses and shows the last of them.
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
  const stride = every ? 1 : Math.ceil(glimpses / fit)
  const count = Math.ceil(glimpses / stride)
  const cells = Array.from({ length: count }, (_, i) => ({
    t: Math.min(glimpses, (i + 1) * stride),
    x: (i % fit) * (wide + gap),
    y: Math.floor(i / fit) * (tall + gap),
  }))
  return {
    cells,
    cellOf: (t) => Math.ceil(t / stride) - 1,
    wide,
    tall,
    height: Math.ceil(count / fit) * (tall + gap) - gap,
  }
}
