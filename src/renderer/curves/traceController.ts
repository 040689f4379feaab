import { DatasetController, type Chart, type Scale } from 'chart.js'
import { edgesOf, placer, within } from './plane'
import { firstFrom } from '../state/ascending'
import { sampled, thinned } from './thin'
import { extremesOf } from './traces'

/** A curve as Chart.js is given it: columns instead of points. */
export interface Trace {
  label: string
  xAxisID: string
  yAxisID: string
  x: Float64Array
  y: Float64Array
  colour: string
  /** CSS pixels. */
  width: number
  dash: number[]
  /** How it is drawn: as a line through its extremes, as one through every other pixel, or as the band it fills. */
  look: 'line' | 'smooth' | 'band'
  /** Points are marked, too: what is measured now and then. */
  dots: boolean
  /** Whether values that are no number are signed; a smoothed curve leaves that to the raw one. */
  signs: boolean
  /** Less lies on top. */
  order: number
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    trace: {
      chartOptions: object
      datasetOptions: object
      defaultDataPoint: number
      metaExtensions: object
      parsedDataType: object
      scales: 'linear' | 'logarithmic'
    }
  }
}

/** Of a raw curve under its smoothed one. */
const FAINT = 0.28
/** Least distance between two dots, and their radius, CSS pixels. */
const APART = 14
const RADIUS = 2.25
/** Below any chart, CSS pixels: 0 on a logarithmic axis. */
const FAR = 1e6
/** Points a pixel, from which on a curve is a band. */
const DENSE = 0.5
/** Of the sign of a value that is no number. */
const SIGN = 4

/** Curves from which on a chart that is moved is drawn in few strokes until it rests. */
const MANY = 8
const moving = new WeakMap<object, ReturnType<typeof setTimeout>>()
/** A chart rests when it has not been moved for so long, ms. */
const REST = 150

/** Tells that `chart` is being zoomed or panned: of many curves it leaves out what takes longest, until it rests. */
export function hurry(chart: Chart): void {
  clearTimeout(moving.get(chart))
  moving.set(
    chart,
    setTimeout(() => {
      moving.delete(chart)
      // It may have been closed meanwhile.
      if (chart.ctx as unknown) chart.draw()
    }, REST),
  )
}

let room = new Int32Array(0)

/**
 * Draws columns of numbers as a line, straight from their arrays, in as many points as the screen can tell apart.
 * Chart.js' own line makes an object of every point: ten runs of 100,000 would not move.
 */
export class TraceController extends DatasetController {
  static id = 'trace'
  // Chart.js wants some element, though none is ever made.
  static defaults = { datasetElementType: false, dataElementType: 'point' }

  override buildOrUpdateElements(): void {}

  override getMinMax(scale: Scale): { min: number; max: number } {
    const { x, y } = this.trace()
    const { xScale } = this.getMeta()
    if (scale === xScale) return scale.type === 'logarithmic' ? positiveEnds(x) : ends(x)
    const shown = xScale?.getUserBounds()
    const from = shown?.minDefined ? firstFrom(x, shown.min) : 0
    const to = shown?.maxDefined ? firstFrom(x, shown.max) + 1 : y.length
    return extremesOf(y).between(from, Math.min(to, y.length), scale.type === 'logarithmic')
  }

  override draw(): void {
    const { xScale, yScale } = this.getMeta()
    if (!xScale || !yScale) return
    const { ctx } = this.chart
    const { x, y, colour, width, dash, look, dots, signs } = this.trace()
    const hasty = moving.has(this.chart) && this.chart.data.datasets.length > MANY
    if (hasty && look === 'band') return
    const edges = edgesOf(xScale, look === 'smooth' ? 2 : 1)
    if (room.length < 4 * edges.length + 2) room = new Int32Array(4 * edges.length + 2)
    const count = look === 'smooth' ? sampled(x, edges, room) : thinned(x, y, edges, room)
    const [left, up] = [placer(xScale), placer(yScale)]
    within(ctx, xScale, yScale, () => {
      ctx.strokeStyle = colour
      ctx.fillStyle = colour
      ctx.lineWidth = width
      // Round joins take three times as long.
      ctx.lineJoin = 'bevel'
      ctx.globalAlpha = look === 'band' ? FAINT : 1
      ctx.setLineDash(hasty ? [] : dash)
      ctx.beginPath()
      if (look === 'band' && count > 2 * edges.length * DENSE) {
        band(ctx, count, x, y, left, up)
        ctx.fill()
      } else {
        line(ctx, count, x, y, left, up)
        ctx.stroke()
      }
      ctx.globalAlpha = 1
      ctx.setLineDash([])
      if (dots && !hasty) drawDots(ctx, count, x, y, left, up)
      if (signs) drawSigns(ctx, count, x, y, left, yScale)
    })
  }

  private trace(): Trace {
    return this.chart.data.datasets[this.index] as unknown as Trace
  }
}

type Place = (value: number) => number

/** A gap is left where there is no number, or one that a logarithmic axis has no place for. */
function line(
  ctx: CanvasRenderingContext2D,
  count: number,
  x: Float64Array,
  y: Float64Array,
  left: Place,
  up: Place,
): void {
  let drawing = false
  for (let n = 0; n < count; n++) {
    const i = room[n] as number
    const value = y[i] as number
    const py = value - value === 0 ? up(value) : NaN
    if (Number.isNaN(py)) drawing = false
    else if (drawing) ctx.lineTo(left(x[i] as number), Math.min(py, FAR))
    else {
      ctx.moveTo(left(x[i] as number), Math.min(py, FAR))
      drawing = true
    }
  }
}

/** From the least to the greatest of each pixel: a tenth of the time of a line up and down it. */
function band(
  ctx: CanvasRenderingContext2D,
  count: number,
  x: Float64Array,
  y: Float64Array,
  left: Place,
  up: Place,
): void {
  const tops: number[] = []
  const bottoms: number[] = []
  const places: number[] = []
  const close = () => {
    for (let k = 0; k < places.length; k++) ctx.lineTo(places[k] as number, (tops[k] as number) - 0.5)
    for (let k = places.length - 1; k >= 0; k--) ctx.lineTo(places[k] as number, (bottoms[k] as number) + 0.5)
    ctx.closePath()
    tops.length = bottoms.length = places.length = 0
  }
  for (let n = 0; n < count; n++) {
    const i = room[n] as number
    const value = y[i] as number
    const py = value - value === 0 ? Math.min(up(value), FAR) : NaN
    if (Number.isNaN(py)) {
      if (places.length > 0) close()
      continue
    }
    const px = Math.round(left(x[i] as number))
    const k = places.length - 1
    if (places[k] === px) {
      tops[k] = Math.min(tops[k] as number, py)
      bottoms[k] = Math.max(bottoms[k] as number, py)
    } else {
      places.push(px)
      tops.push(py)
      bottoms.push(py)
    }
  }
  if (places.length > 0) close()
}

function drawDots(
  ctx: CanvasRenderingContext2D,
  count: number,
  x: Float64Array,
  y: Float64Array,
  left: Place,
  up: Place,
): void {
  let last = -Infinity
  ctx.beginPath()
  for (let n = 0; n < count; n++) {
    const i = room[n] as number
    const px = left(x[i] as number)
    const py = up(y[i] as number)
    if (px < last + APART || !Number.isFinite(py)) continue
    ctx.moveTo(px + RADIUS, py)
    ctx.arc(px, py, RADIUS, 0, 2 * Math.PI)
    last = px
  }
  ctx.fill()
}

/** What is no number stands at the axis: a cross for NaN, an arrow to where an infinity went. */
function drawSigns(
  ctx: CanvasRenderingContext2D,
  count: number,
  x: Float64Array,
  y: Float64Array,
  left: Place,
  { top, bottom }: Scale,
): void {
  ctx.lineWidth = 1.5
  ctx.beginPath()
  for (let n = 0; n < count; n++) {
    const i = room[n] as number
    const value = y[i] as number
    if (value - value === 0) continue
    const px = left(x[i] as number)
    const py = value === Infinity ? top + SIGN + 1 : bottom - SIGN - 1
    if (Number.isNaN(value)) {
      ctx.moveTo(px - SIGN, py - SIGN)
      ctx.lineTo(px + SIGN, py + SIGN)
      ctx.moveTo(px + SIGN, py - SIGN)
      ctx.lineTo(px - SIGN, py + SIGN)
    } else {
      const tip = value > 0 ? -SIGN : SIGN
      ctx.moveTo(px - SIGN, py - tip)
      ctx.lineTo(px, py + tip)
      ctx.lineTo(px + SIGN, py - tip)
    }
  }
  ctx.stroke()
}

const ends = (x: Float64Array) => ({ min: x[0] ?? Infinity, max: x[x.length - 1] ?? -Infinity })
const positiveEnds = (x: Float64Array) => ({
  min: x[firstFrom(x, Number.MIN_VALUE)] ?? Infinity,
  max: x[x.length - 1] ?? -Infinity,
})
