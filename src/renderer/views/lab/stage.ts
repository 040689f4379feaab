import { borderOf, squareOf } from '../../drawing/window'
import { centreOf, type Size } from './attention'
import type { Lit } from './bench.svelte'
import type { Look } from './presets'

/** CSS pixels: thickness of a filterbank, space between it and the picture, room for words. */
const BANK = 76
const THIN_BANK = 52
const GAP = 8
const WORDS = 24

/** Device pixels to draw on, and how many of them a CSS pixel has. */
export interface Room {
  readonly wide: number
  readonly tall: number
  readonly ratio: number
}

export interface Rect {
  readonly x: number
  readonly y: number
  readonly wide: number
  readonly tall: number
}

/**
 * The picture with F_X above it and F_Yᵀ at its left, so that a filter's row or column stands over the stripe of
 * the picture it sees. Device pixels.
 */
export interface StageLayout {
  readonly scale: number
  readonly ratio: number
  readonly picture: Rect
  readonly x: Rect
  readonly y: Rect
}

export function layOutStage({ wide, tall, ratio }: Room, { height, width }: Size): StageLayout {
  const bank = Math.round(Math.max(THIN_BANK * ratio, Math.min(BANK * ratio, 0.15 * wide)))
  const gap = Math.round(GAP * ratio)
  const words = Math.round(WORDS * ratio)
  const before = words + bank + gap
  const scale = Math.max(
    1,
    Math.floor(Math.min((wide - before - gap) / width, (tall - before - words) / height)),
  )
  const [across, down] = [width * scale, height * scale]
  const x = Math.max(before, Math.floor((wide + before - gap - across) / 2))
  const y = Math.max(before, Math.floor((tall + before - words - down) / 2))
  return {
    scale,
    ratio,
    picture: { x, y, wide: across, tall: down },
    x: { x, y: y - gap - bank, wide: across, tall: bank },
    y: { x: x - gap - bank, y, wide: bank, tall: down },
  }
}

/** From pixels of the picture, the first centred at 1, to the stage's. */
export const placeOn = (
  { picture, scale }: StageLayout,
  gX: number,
  gY: number,
): readonly [number, number] => [picture.x + (gX - 0.5) * scale, picture.y + (gY - 0.5) * scale]

/** The square through the outermost centres, on the stage. */
export function squareOn(layout: StageLayout, { window, n }: Look): Rect {
  const { left, top, side } = squareOf(window, n)
  const { picture, scale } = layout
  return { x: picture.x + left * scale, y: picture.y + top * scale, wide: side * scale, tall: side * scale }
}

/** What lies under `x`, `y`, device pixels: filters, from 1, of one or both axes. */
export function under(layout: StageLayout, { window, n }: Look, x: number, y: number): Lit {
  const within = (rect: Rect) =>
    x >= rect.x && y >= rect.y && x < rect.x + rect.wide && y < rect.y + rect.tall
  const share = (at: number, from: number, length: number) =>
    Math.max(1, Math.min(n, 1 + Math.floor((n * (at - from)) / length)))
  if (within(layout.x)) return { term: 'FX', i: share(y, layout.x.y, layout.x.tall) }
  if (within(layout.y)) return { term: 'FY', j: share(x, layout.y.x, layout.y.wide) }
  if (!within(layout.picture)) return {}
  const filter = (at: number, from: number, g: number) => {
    const i = Math.round(((at - from) / layout.scale + 0.5 - g) / window.delta + n / 2 + 0.5)
    return i >= 1 && i <= n ? i : undefined
  }
  const i = filter(x, layout.picture.x, window.gX)
  const j = filter(y, layout.picture.y, window.gY)
  return i === undefined || j === undefined ? { term: 'x' } : { i, j }
}

/** Draws the grid: its edge, its filters' centres and their σ, and what is pointed at. */
export function paintGrid(
  context: CanvasRenderingContext2D,
  layout: StageLayout,
  look: Look,
  lit: Lit,
  colour: string,
): void {
  const { window, n } = look
  const { ratio, scale, picture } = layout
  context.save()
  context.beginPath()
  context.rect(picture.x, picture.y, picture.wide, picture.tall)
  context.clip()
  paintStripes(context, layout, look, lit, colour)
  context.strokeStyle = context.fillStyle = colour
  const square = squareOn(layout, look)
  context.lineWidth = Math.max(1.5 * ratio, borderOf(window) * scale)
  // So thick that it shows σ, and light enough to see what lies under it.
  context.globalAlpha = 0.5
  context.strokeRect(square.x, square.y, square.wide, square.tall)
  context.globalAlpha = 1
  const centres = Array.from({ length: n * n }, (_, k) =>
    placeOn(
      layout,
      centreOf(window.gX, window.delta, n, (k % n) + 1),
      centreOf(window.gY, window.delta, n, Math.floor(k / n) + 1),
    ),
  )
  context.beginPath()
  const dot = Math.max(ratio, Math.min(2.5 * ratio, (window.delta * scale) / 5))
  for (const [x, y] of centres) context.rect(x - dot, y - dot, 2 * dot, 2 * dot)
  context.fill()
  context.globalAlpha = lit.term === 'sigma' ? 1 : 0.45
  context.lineWidth = (lit.term === 'sigma' ? 2 : 1) * ratio
  context.beginPath()
  for (const [x, y] of centres) {
    context.moveTo(x + window.sigma * scale, y)
    context.arc(x, y, window.sigma * scale, 0, 2 * Math.PI)
  }
  context.stroke()
  context.restore()
  paintMarks(context, layout, look, lit)
}

const litAll = ({ term }: Lit, axis: 'X' | 'Y') => term === `F${axis}` || term === `mu${axis}`

/** Stripes, μ ± σ, of the filters pointed at. */
function paintStripes(
  context: CanvasRenderingContext2D,
  layout: StageLayout,
  { window, n }: Look,
  lit: Lit,
  colour: string,
): void {
  const { picture, scale, ratio } = layout
  const wide = Math.max(2 * ratio, 2 * window.sigma * scale)
  context.fillStyle = colour
  for (let i = 1; i <= n; i++) {
    const [x, y] = placeOn(
      layout,
      centreOf(window.gX, window.delta, n, i),
      centreOf(window.gY, window.delta, n, i),
    )
    const alone = (chosen: number | undefined) => (chosen === undefined ? 0.18 : chosen === i ? 0.4 : 0)
    context.globalAlpha = lit.i === i ? 0.4 : litAll(lit, 'X') ? alone(lit.i) : 0
    if (context.globalAlpha > 0) context.fillRect(x - wide / 2, picture.y, wide, picture.tall)
    context.globalAlpha = lit.j === i ? 0.4 : litAll(lit, 'Y') ? alone(lit.j) : 0
    if (context.globalAlpha > 0) context.fillRect(picture.x, y - wide / 2, picture.wide, wide)
  }
  context.globalAlpha = 1
}

/** The centre g and the stride δ, while they are pointed at. */
function paintMarks(
  context: CanvasRenderingContext2D,
  layout: StageLayout,
  { window, n }: Look,
  { term }: Lit,
): void {
  const { picture, ratio } = layout
  const [x, y] = placeOn(layout, window.gX, window.gY)
  context.save()
  context.strokeStyle = '#fff'
  context.lineWidth = 2 * ratio
  context.beginPath()
  if (term === 'gX') {
    context.moveTo(x, picture.y)
    context.lineTo(x, picture.y + picture.tall)
  }
  if (term === 'gY') {
    context.moveTo(picture.x, y)
    context.lineTo(picture.x + picture.wide, y)
  }
  if (term === 'delta') {
    const first = centreOf(window.gX, window.delta, n, Math.ceil(n / 2))
    const [from] = placeOn(layout, first, window.gY)
    const [to] = placeOn(layout, first + window.delta, window.gY)
    const end = 6 * ratio
    context.moveTo(from, y - end)
    context.lineTo(from, y + end)
    context.moveTo(from, y)
    context.lineTo(to, y)
    context.moveTo(to, y - end)
    context.lineTo(to, y + end)
  }
  if (term === 'x') context.rect(picture.x, picture.y, picture.wide, picture.tall)
  context.stroke()
  context.restore()
}
