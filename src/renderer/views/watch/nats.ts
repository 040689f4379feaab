import type { Drawing } from '../../../studio/drawing'

/** Nats each glimpse adds to Lz (eqs. 10, 11), mean over a drawing's images: [T]. */
export function meanNats({ nats, count, glimpses }: Drawing): number[] {
  return Array.from({ length: nats ? glimpses : 0 }, (_, t) => {
    let sum = 0
    for (let image = 0; image < count; image++) sum += nats?.[image * glimpses + t] ?? NaN
    return sum / count
  })
}

const GAP = 0.15

/** Bars of width 1 standing on y = 1, the first at x = `from`, `most` reaching to y = 0, as an SVG path. */
export const barsPath = (values: readonly number[], most: number, from = 0): string =>
  values
    .map((value, i) => {
      const height = Number.isFinite(value) ? Math.max(0, Math.min(1, value / most)) : 0
      return `M${from + i + GAP / 2} 1v${-height}h${1 - GAP}v${height}z`
    })
    .join('')
