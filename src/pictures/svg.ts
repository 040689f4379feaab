import { READ_GREEN, WRITE_RED, windowOf, type Window } from './box'
import type { Album } from './album'
import { squareColumns } from './grid'
import { png } from './png'
import { provenanceText, type Provenance } from './provenance'
import { blank, paste, type Rgb } from './raster'

/** Units between pictures; one unit is a pixel of the image. */
const GAP = 2
const SIDES = [
  ['read', READ_GREEN],
  ['write', WRITE_RED],
] as const
/** The first box of many on one picture is this faint, the last is full. */
const FAINTEST = 0.25

export interface SvgOptions {
  readonly boxes: boolean
  /** A row for each drawing with all its glimpses; else c_T of each, with the boxes of all glimpses. */
  readonly every: boolean
}

/**
 * Drawings as SVG: each picture a PNG embedded, each box a rectangle, as wide as the N filters' centres span and its
 * line as thick as σ is large. A unit is a pixel of the image; what made it is in `<metadata>`.
 */
export function boxesSvg(
  { drawing, columns = squareColumns(drawing.count) }: Album,
  made: Provenance,
  { boxes, every }: SvgOptions,
): string {
  const { count, glimpses, height, width } = drawing
  const across = every ? glimpses : columns
  const rows = Math.ceil((every ? count * glimpses : count) / across)
  const cells = Array.from({ length: every ? count * glimpses : count }, (_, cell) => {
    const [index, t] = every ? [Math.floor(cell / glimpses), cell % glimpses] : [cell, glimpses - 1]
    const x = GAP + (cell % across) * (width + GAP)
    const y = GAP + Math.floor(cell / across) * (height + GAP)
    const shown = !boxes ? [] : every ? [t] : Array.from({ length: glimpses }, (_, step) => step)
    const rects = shown.flatMap((step) => {
      const opacity = every ? 1 : FAINTEST + (1 - FAINTEST) * ((step + 1) / glimpses)
      return SIDES.flatMap(([side, colour]) => {
        const window = windowOf(drawing, side, index, step)
        return window ? [rectOf(window, `${side} ${step + 1}`, colour, opacity)] : []
      })
    })
    return [
      `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      `<image width="${width}" height="${height}" style="image-rendering:pixelated" href="${pictureOf(drawing, index, t)}"/>`,
      ...rects,
      '</svg>',
    ].join('')
  })
  const wide = across * (width + GAP) + GAP
  const tall = rows * (height + GAP) + GAP
  const scale = Math.max(1, Math.round(1200 / wide))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide * scale}" height="${tall * scale}" viewBox="0 0 ${wide} ${tall}">`,
    `<metadata>${Object.entries(provenanceText(made))
      .map(([key, value]) => `<${key} xmlns="urn:easel">${escaped(value)}</${key}>`)
      .join('')}</metadata>`,
    `<rect width="${wide}" height="${tall}" fill="#606060"/>`,
    ...cells,
    '</svg>\n',
  ].join('\n')
}

function rectOf({ gX, gY, delta, sigma, size }: Window, name: string, colour: Rgb, opacity: number): string {
  const side = Math.max(size - 1, 1) * delta
  const place = (centre: number) => digits(centre - 0.5 - side / 2)
  const stroke = `rgb(${colour.join(' ')})`.replaceAll(' ', ',')
  const faint = opacity === 1 ? '' : ` stroke-opacity="${digits(opacity)}"`
  return `<rect class="${name}" x="${place(gX)}" y="${place(gY)}" width="${digits(side)}" height="${digits(side)}" fill="none" stroke="${stroke}" stroke-width="${digits(Math.max(0.25, sigma / 2))}"${faint}/>`
}

function pictureOf(drawing: Album['drawing'], index: number, t: number): string {
  const { channels, height, width, glimpses, canvases } = drawing
  const raster = blank(width, height, channels === 1 ? 1 : 3)
  paste(raster, canvases, index * glimpses + t, drawing, 0, 0, 1)
  return `data:image/png;base64,${base64(png(raster))}`
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

const digits = (value: number): string => String(Number(value.toFixed(4)))

/** Text as XML has it; controls that it has none of are left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
