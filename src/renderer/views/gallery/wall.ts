/** How the tiles of a wall lie. All lengths are whole device pixels. */
export interface WallLayout {
  /** Device pixels a pixel of the image. */
  readonly scale: number
  readonly columns: number
  readonly rows: number
  /** Of a tile, without the gap. */
  readonly wide: number
  readonly tall: number
  /** From one tile to the next. */
  readonly across: number
  readonly down: number
  /** Of all tiles, and what stands at their left. */
  readonly width: number
  readonly height: number
}

export interface Tiles {
  readonly count: number
  /** Given, or as they fit. */
  readonly columns?: number | undefined
  /** Pixels of an image; how many stand side by side in a tile, and device pixels between them. */
  readonly width: number
  readonly height: number
  readonly images: number
  readonly seam: number
  readonly gap: number
  /** Room at the left of each row for words. */
  readonly gutter: number
  /** Tiles are never smaller, device pixels; the wall scrolls instead. */
  readonly least: number
  /** With columns given, no tile takes more than this share of the height. */
  readonly tallest: number
}

/**
 * The layout with the largest whole scale at which all tiles are seen at once; where even the least does not do, the
 * wall scrolls. Of as many columns as there may be, those with the fewest empty places, then the fewest.
 */
export function wallOf(room: { wide: number; tall: number }, tiles: Tiles): WallLayout {
  const least = Math.max(1, Math.ceil(tiles.least / Math.max(tiles.width, tiles.height)))
  const most = Math.max(least, Math.floor(room.tall / tiles.height))
  for (let scale = most; scale >= least; scale--) {
    const fits = fitting(room, tiles, scale)
    if (fits) return larger(room, tiles, fits) ?? fits
  }
  return scrolling(room, tiles, least)
}

/** Where tiles take less than this share of the room, the next scale is worth a little scrolling. */
const WASTED = 0.5
const LONGEST = 1.7

/** The next scale, where `fits` leaves half of the room empty and that one is not much too tall. */
function larger(
  room: { wide: number; tall: number },
  tiles: Tiles,
  fits: WallLayout,
): WallLayout | undefined {
  if (fits.width * fits.height > WASTED * room.wide * room.tall) return undefined
  if (tiles.columns !== undefined) return undefined
  const next = scrolling(room, tiles, fits.scale + 1)
  return next.tall <= room.tall && next.height <= LONGEST * room.tall ? next : undefined
}

function fitting(room: { wide: number; tall: number }, tiles: Tiles, scale: number): WallLayout | undefined {
  const { count, columns, gap, gutter, tallest } = tiles
  const { across, down, tall } = sized(tiles, scale)
  const mostColumns = Math.floor((room.wide - gutter + gap) / across)
  const mostRows = Math.floor((room.tall + gap) / down)
  if (columns !== undefined) {
    const within = columns <= mostColumns && tall <= Math.max(tallest * room.tall, tiles.least)
    return within && Math.ceil(count / columns) <= mostRows ? placed(tiles, scale, columns) : undefined
  }
  if (mostColumns * mostRows < count || mostRows < 1) return undefined
  let best: number | undefined
  const empty = (columns: number) => columns * Math.ceil(count / columns) - count
  for (let each = Math.ceil(count / mostRows); each <= Math.min(count, mostColumns); each++)
    if (best === undefined || empty(each) < empty(best)) best = each
  return best === undefined ? undefined : placed(tiles, scale, best)
}

/** Rows below each other: as many columns as fit, or those given at the largest scale that is as wide as the room. */
function scrolling(room: { wide: number; tall: number }, tiles: Tiles, least: number): WallLayout {
  const { columns, gap, gutter, tallest } = tiles
  const columnsAt = (scale: number) => Math.floor((room.wide - gutter + gap) / sized(tiles, scale).across)
  if (columns === undefined) return placed(tiles, least, Math.max(1, Math.min(tiles.count, columnsAt(least))))
  let scale = least
  while (columnsAt(scale + 1) >= columns && sized(tiles, scale + 1).tall <= tallest * room.tall) scale++
  return placed(tiles, scale, columns)
}

const sized = ({ width, height, images, seam, gap }: Tiles, scale: number) => {
  const wide = images * width * scale + (images - 1) * seam
  const tall = height * scale
  return { wide, tall, across: wide + gap, down: tall + gap }
}

function placed(tiles: Tiles, scale: number, columns: number): WallLayout {
  const size = sized(tiles, scale)
  const rows = Math.ceil(tiles.count / columns)
  return {
    scale,
    columns,
    rows,
    ...size,
    width: tiles.gutter + columns * size.across - tiles.gap,
    height: rows * size.down - tiles.gap,
  }
}

/** Places of the first and the last tile of which something is seen, in whole rows. */
export function seenOf(
  { columns, down }: WallLayout,
  count: number,
  top: number,
  tall: number,
): { first: number; last: number } {
  const from = Math.max(0, Math.floor(top / down))
  const to = Math.max(from, Math.ceil((top + tall) / down) - 1)
  return { first: Math.min(count, from * columns), last: Math.min(count, (to + 1) * columns) - 1 }
}
