import { DatasetController, type Scale } from 'chart.js'
import { edgesOf, placer, within } from './plane'
import { firstFrom, thinned } from './thin'
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
  /** 0…1 */
  opacity: number
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

/** Least distance between two dots, and their radius, CSS pixels. */
const APART = 14
const RADIUS = 2.25
/** Of the sign of a value that is no number. */
const SIGN = 4

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
    const { x, y, colour, width, dash, opacity, dots, signs } = this.trace()
    const edges = edgesOf(xScale)
    if (room.length < 4 * edges.length + 2) room = new Int32Array(4 * edges.length + 2)
    const count = thinned(x, y, edges, room)
    const [left, up] = [placer(xScale), placer(yScale)]
    within(ctx, xScale, yScale, () => {
      ctx.strokeStyle = colour
      ctx.fillStyle = colour
      ctx.lineWidth = width
      ctx.lineJoin = 'round'
      ctx.globalAlpha = opacity
      ctx.setLineDash(dash)
      ctx.beginPath()
      let drawing = false
      for (let n = 0; n < count; n++) {
        const i = room[n] as number
        const value = y[i] as number
        const px = left(x[i] as number)
        const py = value - value === 0 ? up(value) : NaN
        // 0 on a logarithmic axis is below all.
        if (Number.isNaN(py)) drawing = false
        else if (drawing) ctx.lineTo(px, Math.min(py, 1e6))
        else {
          ctx.moveTo(px, Math.min(py, 1e6))
          drawing = true
        }
      }
      ctx.stroke()
      ctx.globalAlpha = 1
      ctx.setLineDash([])
      if (dots) drawDots(ctx, count, x, y, left, up)
      if (signs) drawSigns(ctx, count, x, y, left, yScale)
    })
  }

  private trace(): Trace {
    return this.chart.data.datasets[this.index] as unknown as Trace
  }
}

type Place = (value: number) => number

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
