const GAP = 0.15

/** Bars of width 1 standing on y = 1, the first at x = `from`, `most` reaching to y = 0, as an SVG path. */
export const barsPath = (values: readonly number[], most: number, from = 0): string =>
  values
    .map((value, i) => {
      const height = Number.isFinite(value) ? Math.max(0, Math.min(1, value / most)) : 0
      return `M${from + i + GAP / 2} 1v${-height}h${1 - GAP}v${height}z`
    })
    .join('')
