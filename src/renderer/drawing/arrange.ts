/** How groups of small pictures stand under each other, and one large beside them. Lengths are device pixels. */
export interface Arrangement {
  /** Of the groups; the large picture has the rest. */
  readonly wide: number
  /** Of one group. */
  readonly tall: number
}

export interface Wanted {
  readonly groups: number
  /** Pictures in each group, and the size of one with all that stands beside it. */
  readonly count: number
  /** Of a picture, in its own pixels. */
  readonly width: number
  readonly height: number
  /** Pictures side by side in a cell; device pixels between them. */
  readonly images: number
  readonly seam: number
  readonly gap: number
  /** Around a group. */
  readonly margin: number
  /** Above each group, for its name. */
  readonly heading: number
  /** Between the groups and the large picture. */
  readonly between: number
  /** Least height of a picture that is looked at with pleasure: rather than smaller, they are scrolled. */
  readonly least: number
  /** Least width of the large picture with its numbers. */
  readonly beside: number
}

/** The large picture has at least so much of the width. */
const LEAST_SHARE = 0.34

/**
 * The largest whole scale at which all groups fit; at that, as narrow as they can be, in full rows if they can: the
 * large picture has the rest. Where they fit at none, as many columns of the least as there is room for.
 */
export function arrange(room: { wide: number; tall: number }, wanted: Wanted): Arrangement {
  const { groups, count, width, height, images, seam, gap, margin, heading, between, least, beside } = wanted
  const most = Math.min(Math.floor(room.wide * (1 - LEAST_SHARE)), room.wide - beside) - between
  const share = Math.floor(room.tall / groups) - heading
  const wideOf = (columns: number, scale: number) =>
    columns * (images * width * scale + (images - 1) * seam + gap) - gap + 2 * margin
  const tallOf = (columns: number, scale: number) =>
    Math.ceil(count / columns) * (height * scale + gap) - gap + 2 * margin
  const fits = (scale: number, tall: number) =>
    Array.from({ length: count }, (_, i) => i + 1).filter(
      (columns) => wideOf(columns, scale) <= most && tallOf(columns, scale) <= tall,
    )
  const smallest = Math.max(1, Math.ceil(least / height))
  for (let scale = Math.floor(share / height); scale >= smallest; scale--) {
    const fitting = fits(scale, share)
    const columns = fitting.find((columns) => count % columns === 0) ?? fitting[0]
    if (columns !== undefined) return { wide: wideOf(columns, scale), tall: tallOf(columns, scale) }
  }
  const columns = fits(smallest, Infinity).at(-1) ?? 1
  return { wide: wideOf(columns, smallest), tall: share }
}
