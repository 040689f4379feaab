import { frameOf, type Figure, type Tile, type Words } from './figure'

/** What a figure is drawn with: on paper for taking away, or as the studio looks. */
export interface Palette {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly box: string
}
export const PAPER: Palette = { paper: '#ffffff', ink: '#22201d', quiet: '#6d685f', box: '#43c481' }

/**
 * A figure as one SVG that needs nothing else.
 * @param hrefOf a tile's picture as a data URL
 * @param metadata what it was made of, kept inside
 */
export function svgOf(
  { title, about, wide, tall, tiles, words, lines }: Figure,
  palette: Palette,
  hrefOf: (tile: Tile) => string,
  metadata: Readonly<Record<string, unknown>>,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" role="img">`,
    `<title>${escaped(title)}</title><desc>${escaped(about)}</desc>`,
    `<metadata>${escaped(JSON.stringify(metadata))}</metadata>`,
    `<rect width="${wide}" height="${tall}" fill="${palette.paper}"/>`,
    ...tiles.map((tile) => tileSvg(tile, hrefOf(tile), palette)),
    `<path d="${lines.map(([x1, y1, x2, y2]) => `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`).join('')}" fill="none" stroke="${palette.quiet}"/>`,
    `<g font-family="'STIX Two Text', Cambria, Georgia, 'DejaVu Serif', serif" font-size="13" fill="${palette.ink}">`,
    ...words.map(wordsSvg),
    '</g></svg>',
  ].join('\n')
}

/** A picture in its own pixels, so that windows are drawn in them too. */
function tileSvg({ picture, x, y, wide, tall, windows, dots }: Tile, href: string, { box }: Palette): string {
  const { width, height } = picture
  const frames = windows.map((look) => {
    const { left, top, side, border } = frameOf(look)
    return `<rect x="${n(left)}" y="${n(top)}" width="${n(side)}" height="${n(side)}" fill="none" stroke="${box}" stroke-width="${n(Math.max(border, (1.2 * width) / wide))}"/>`
  })
  const radius = n((3 * width) / wide)
  const points = dots.map(([cx, cy]) => `<circle cx="${n(cx)}" cy="${n(cy)}" r="${radius}" fill="${box}"/>`)
  return [
    `<svg x="${n(x)}" y="${n(y)}" width="${n(wide)}" height="${n(tall)}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">`,
    `<image width="${width}" height="${height}" href="${href}" image-rendering="pixelated" preserveAspectRatio="none"/>`,
    ...frames,
    ...points,
    '</svg>',
  ].join('')
}

function wordsSvg({ x, y, anchor, parts }: Words): string {
  const set = parts.map((part) => {
    if (typeof part === 'string') return `<tspan>${escaped(part)}</tspan>`
    const below = part.below ? `<tspan dy="4" font-size="10">${escaped(part.below)}</tspan>` : ''
    return `<tspan font-style="italic">${escaped(part.math)}${below}</tspan>`
  })
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" xml:space="preserve">${set.join('')}</text>`
}

/** To a thousandth: no picture needs more. */
const n = (value: number): string => String(Number(value.toFixed(3)))
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c)
