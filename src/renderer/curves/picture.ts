import { Chart, type Plugin } from 'chart.js'
import { Context } from 'svgcanvas'
import { encodedPng } from '../saving/png'
import { configOf, type CurvesChart, type Range, type Scene } from './chart'
import { QUANTITIES, type Quantity } from './quantities'

/** What a picture of curves says above them. */
export interface Heading {
  readonly runs: readonly { readonly name: string; readonly colour: string }[]
  readonly quantities: readonly Quantity[]
}
export interface Picture {
  readonly scene: Scene
  readonly range: Range
  readonly heading: Heading
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** What made it, by key. */
  readonly metadata: Readonly<Record<string, string>>
}

/** Pixels of a PNG for a CSS pixel. */
const DENSITY = 2
const LINE = 18
const MARGIN = 12

/** As it is on the screen, twice as sharp, with the runs' names above it. */
export async function curvesPng(picture: Picture): Promise<Blob> {
  const { canvas, chart } = drawn(picture, DENSITY)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the window gives no canvas')
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  chart.destroy()
  return encodedPng(pixels, picture.metadata)
}

/** The same in vectors; a heat map alone stays a picture. */
export function curvesSvg(picture: Picture): Blob {
  const { width, height, metadata } = picture
  const { chart } = drawn(picture, 1)
  const context = new Context({ width, height })
  const holders: { ctx: unknown }[] = [chart, ...Object.values(chart.scales)]
  for (const holder of holders) holder.ctx = context
  chart.draw()
  const words = escaped(JSON.stringify(metadata))
  const svg = context.getSerializedSvg().replace(/<svg[^>]*>/, (tag) => `${tag}<metadata>${words}</metadata>`)
  // It clears what it was drawn on.
  chart.destroy()
  return new Blob([svg], { type: 'image/svg+xml' })
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function drawn({ scene, range, heading, width, height }: Picture, density: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const config = configOf(scene, range)
  const rows = heading.runs.length === 1 ? 1 : Math.ceil(heading.runs.length / 3)
  const top = MARGIN + LINE * (rows + 1)
  const above: Plugin<'trace' | 'heat'> = {
    id: 'above',
    beforeDraw: (chart) => {
      const { ctx } = chart
      ctx.save()
      ctx.fillStyle = scene.palette.panel
      ctx.fillRect(0, 0, width, height)
      head(ctx, scene, heading, width)
      ctx.restore()
    },
  }
  const chart: CurvesChart = new Chart(canvas, {
    ...config,
    options: {
      ...config.options,
      responsive: false,
      devicePixelRatio: density,
      layout: { padding: { top, right: MARGIN + 12, bottom: MARGIN, left: MARGIN } },
    },
    plugins: [above],
  })
  return { canvas, chart }
}

/** Which colour is which run, and which stroke which quantity. */
function head(
  ctx: CanvasRenderingContext2D,
  { palette }: Scene,
  { runs, quantities }: Heading,
  width: number,
): void {
  ctx.font = `12px ${palette.font}`
  ctx.textBaseline = 'middle'
  const stroke = (x: number, y: number, colour: string, dash: readonly number[], words: string) => {
    ctx.strokeStyle = colour
    ctx.lineWidth = 1.75
    ctx.setLineDash([...dash])
    ctx.beginPath()
    ctx.moveTo(x, y)
    ctx.lineTo(x + 24, y)
    ctx.stroke()
    ctx.setLineDash([])
    ctx.fillStyle = palette.ink
    ctx.fillText(words, x + 30, y)
  }
  const [first] = runs
  if (runs.length === 1 && first) {
    stroke(MARGIN, MARGIN + LINE / 2, palette.training, [], `${first.name}: training`)
    stroke(width / 2, MARGIN + LINE / 2, palette.validation, [], 'validation')
  } else
    runs.forEach(({ name, colour }, i) =>
      stroke(
        MARGIN + ((i % 3) * (width - 2 * MARGIN)) / 3,
        MARGIN + LINE * (Math.floor(i / 3) + 0.5),
        colour,
        [],
        name,
      ),
    )
  const rows = runs.length === 1 ? 1 : Math.ceil(runs.length / 3)
  quantities.forEach((quantity, i) =>
    stroke(
      MARGIN + 140 * i,
      MARGIN + LINE * (rows + 0.5),
      palette.muted,
      QUANTITIES[quantity].dash,
      QUANTITIES[quantity].symbol,
    ),
  )
}
