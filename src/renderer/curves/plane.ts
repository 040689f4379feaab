import type { Scale } from 'chart.js'

/** Where `value` stands on an axis of Chart.js, CSS pixels; its own way to it makes objects for every point. */
export function placer(scale: Scale): (value: number) => number {
  const { min, max } = scale
  const [begin, end] = scale.isHorizontal() ? [scale.left, scale.right] : [scale.bottom, scale.top]
  const span = end - begin
  if (scale.type === 'logarithmic') {
    const per = span / Math.log(max / min)
    return (value) => begin + per * Math.log(value / min)
  }
  const per = span / (max - min)
  return (value) => begin + per * (value - min)
}

/** What stands at the edges of an axis' columns of so many pixels: values, one more than there are columns. */
export function edgesOf(scale: Scale, pixels = 1): Float64Array {
  const { min, max } = scale
  const columns = Math.max(1, Math.ceil((scale.right - scale.left) / pixels))
  const edges = new Float64Array(columns + 1)
  const log = scale.type === 'logarithmic'
  for (let i = 0; i <= columns; i++)
    edges[i] = log ? min * (max / min) ** (i / columns) : min + ((max - min) * i) / columns
  return edges
}

/** Draws between the axes of a dataset only. */
export function within(ctx: CanvasRenderingContext2D, x: Scale, y: Scale, draw: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(x.left, y.top, x.right - x.left, y.bottom - y.top)
  ctx.clip()
  draw()
  ctx.restore()
}
