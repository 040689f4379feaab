/** How cells with small images lie on a canvas. All lengths are whole device pixels. */
export interface Layout {
  /** Device pixels a pixel of the image. */
  readonly scale: number
  readonly columns: number
  readonly rows: number
  /** Where the first column begins; rows begin at the top. */
  readonly left: number
  /** From one cell to the next. */
  readonly across: number
  readonly down: number
  /** Size of a cell, without the gap; `tall` without the caption. */
  readonly wide: number
  readonly tall: number
  /** Height of all rows; more than the room's where even the least scale does not fit. */
  readonly height: number
}

export interface Cells {
  readonly count: number
  /** Pixels of the image, or images side by side, in one cell. */
  readonly width: number
  readonly height: number
  /** Images side by side in a cell; device pixels between them. */
  readonly images: number
  readonly seam: number
  readonly gap: number
  /** Room under each cell for words. */
  readonly caption: number
  /** Cells are never nearer to each other than if they were as wide as this; farther where there is room. */
  readonly leastWide: number
  readonly leastScale: number
}

/** Of the least room for captions, so many times at most. */
const MOST_SPREAD = 1.6

/**
 * The layout of `count` cells with the largest whole scale that fits `room`; of those, the one with the
 * fewest empty places, then the one nearest to the room's shape.
 */
export function layOut(room: { wide: number; tall: number }, cells: Cells): Layout {
  const count = Math.max(1, cells.count)
  let best: Layout | undefined
  for (let columns = 1; columns <= count; columns++) {
    const layout = withColumns(room, cells, columns)
    if (layout && (!best || better(layout, best, room, count))) best = layout
  }
  return best ?? placed(room, cells, 1, cells.leastScale)
}

const withColumns = (
  room: { wide: number; tall: number },
  cells: Cells,
  columns: number,
): Layout | undefined => {
  const rows = Math.ceil(Math.max(1, cells.count) / columns)
  const { images, seam, gap, caption } = cells
  const acrossFit = ((room.wide + gap) / columns - gap - (images - 1) * seam) / (images * cells.width)
  const downFit = ((room.tall + gap) / rows - gap - caption) / cells.height
  if (Math.floor(acrossFit) < cells.leastScale) return undefined
  const scale = Math.max(cells.leastScale, Math.floor(Math.min(acrossFit, downFit)))
  const layout = placed(room, cells, columns, scale)
  return columns === 1 || columns * layout.across - gap <= room.wide ? layout : undefined
}

const placed = (
  room: { wide: number; tall: number },
  cells: Cells,
  columns: number,
  scale: number,
): Layout => {
  const rows = Math.ceil(Math.max(1, cells.count) / columns)
  const wide = cells.images * cells.width * scale + (cells.images - 1) * cells.seam
  const tall = cells.height * scale
  const share = Math.floor((room.wide + cells.gap) / columns) - cells.gap
  const spread = Math.max(cells.leastWide, Math.min(share, MOST_SPREAD * cells.leastWide))
  const across = Math.max(wide, spread) + cells.gap
  const down = tall + cells.caption + cells.gap
  const height = rows * down - cells.gap
  return {
    scale,
    columns,
    rows,
    left: Math.max(0, Math.floor((room.wide - ((columns - 1) * across + wide)) / 2)),
    across,
    down,
    wide,
    tall,
    height,
  }
}

const better = (a: Layout, b: Layout, room: { wide: number; tall: number }, count: number): boolean => {
  const over = Math.max(a.height, room.tall) - Math.max(b.height, room.tall)
  if (over !== 0) return over < 0
  if (a.scale !== b.scale) return a.scale > b.scale
  const empty = (layout: Layout) => layout.columns * layout.rows - count
  if (empty(a) !== empty(b)) return empty(a) < empty(b)
  const shape = (layout: Layout) =>
    Math.abs(Math.log((layout.columns * layout.across * room.tall) / (layout.height * room.wide)))
  return shape(a) < shape(b)
}

/**
 * Square boxes in `columns`, as large as fit `room` whatever the images' size, each with its image in the middle of its
 * width: what stands beside other images is as large as they are, to the nearest whole scale.
 */
export function inBoxes(room: { wide: number; tall: number }, cells: Cells, columns: number): Layout {
  const { count, width, height, gap } = cells
  const rows = Math.ceil(Math.max(1, count) / columns)
  const side = Math.floor(Math.min((room.wide + gap) / columns, (room.tall + gap) / rows)) - gap
  const scale = Math.max(1, Math.floor(side / Math.max(width, height)))
  const [wide, tall] = [width * scale, height * scale]
  const [across, down] = [Math.max(side, wide) + gap, Math.max(side, tall) + gap]
  const left = Math.max(0, Math.floor((room.wide - ((columns - 1) * across + wide)) / 2))
  return { scale, columns, rows, left, across, down, wide, tall, height: rows * down - gap }
}

/** Upper left corner of cell `index`. */
export const cornerOf = (layout: Layout, index: number): { x: number; y: number } => ({
  x: layout.left + (index % layout.columns) * layout.across,
  y: Math.floor(index / layout.columns) * layout.down,
})
