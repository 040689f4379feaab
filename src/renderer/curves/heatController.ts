import { DatasetController, type Scale } from 'chart.js'
import { heatColours } from './heatColours'
import { edgesOf, within } from './plane'
import { nearestTo } from '../state/ascending'

/** Nats of each glimpse over training, as Chart.js is given them. */
export interface Heat {
  label: string
  xAxisID: string
  yAxisID: string
  /** Where each row stands across, ascending, [n]. */
  x: Float64Array
  /** [n, T] */
  nats: Float64Array
  glimpses: number
  /** Of the colours' scale, nats. */
  most: number
  order: number
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    heat: {
      chartOptions: object
      datasetOptions: object
      defaultDataPoint: number
      metaExtensions: object
      parsedDataType: object
      scales: 'linear' | 'logarithmic'
    }
  }
}

/**
 * Draws a heat map in one image, a pixel across for each of the chart's and one up for each glimpse, wherever its rows
 * stand. chartjs-chart-matrix makes an object of every cell, 64,000 of a long run, all equally wide.
 */
export class HeatController extends DatasetController {
  static id = 'heat'
  // Chart.js wants some element, though none is ever made.
  static defaults = { datasetElementType: false, dataElementType: 'point' }
  private image: HTMLCanvasElement | undefined

  override buildOrUpdateElements(): void {}

  override getMinMax(scale: Scale): { min: number; max: number } {
    const { x } = this.heat()
    const first = scale.type === 'logarithmic' ? x.find((at) => at > 0) : x[0]
    return scale === this.getMeta().xScale
      ? { min: first ?? Infinity, max: x[x.length - 1] ?? -Infinity }
      : { min: Infinity, max: -Infinity }
  }

  override draw(): void {
    const { xScale, yScale } = this.getMeta()
    if (!xScale || !yScale) return
    const { ctx } = this.chart
    const image = this.paint(edgesOf(xScale))
    if (!image) return
    within(ctx, xScale, yScale, () => {
      ctx.imageSmoothingEnabled = false
      ctx.drawImage(image, xScale.left, yScale.top, image.width, yScale.bottom - yScale.top)
    })
  }

  private paint(edges: Float64Array): HTMLCanvasElement | undefined {
    const { x, nats, glimpses, most } = this.heat()
    const width = edges.length - 1
    this.image ??= document.createElement('canvas')
    const { image } = this
    image.width = width
    image.height = glimpses
    const context = image.getContext('2d')
    if (!context || x.length === 0) return undefined
    const pixels = context.createImageData(width, glimpses)
    const words = new Uint32Array(pixels.data.buffer)
    const colours = heatColours()
    const beyond = 2 * (x[x.length - 1] as number) - (x[x.length - 2] ?? 0)
    for (let column = 0; column < width; column++) {
      const at = ((edges[column] as number) + (edges[column + 1] as number)) / 2
      if (at > beyond) break
      const row = nearestTo(x, at)
      for (let t = 0; t < glimpses; t++) {
        const value = nats[row * glimpses + t] as number
        const shade = Math.max(0, Math.min(255, Math.round((255 * value) / most)))
        // t = 1 lies at the bottom.
        if (Number.isFinite(value)) words[(glimpses - 1 - t) * width + column] = colours[shade] as number
      }
    }
    context.putImageData(pixels, 0, 0)
    return image
  }

  private heat(): Heat {
    return this.chart.data.datasets[this.index] as unknown as Heat
  }
}
