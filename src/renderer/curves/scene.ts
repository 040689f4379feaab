import { glimpsesOf } from '../../studio/curves'
import type { Dataset, Scene } from './chart'
import type { Look } from './look.svelte'
import { colourOf, type Palette } from './palette'
import { QUANTITIES, type Axis, type Quantity } from './quantities'
import { spanOf } from './smooth'
import { across, smoothed, traceOf, type Kind, type Source } from './traces'

export interface SceneRun extends Source {
  readonly name: string
}
interface Wanted {
  readonly runs: readonly SceneRun[]
  readonly quantities: readonly Quantity[]
  /** The one of `runs` whose nats per glimpse are shown. */
  readonly heatOf: number | null
  readonly look: Look
  readonly palette: Palette
  readonly compact: boolean
}

/** What lies over what: validation on top, raw curves below all. */
const LAYERS = { validation: 1, training: 2, raw: 3, heat: 4 } as const

/** All that a chart of `runs` shows. */
export function sceneOf({ runs, quantities, heatOf, look, palette, compact }: Wanted): Scene {
  const datasets = quantities.flatMap((quantity) =>
    runs.flatMap((run, place) =>
      (['training', 'validation'] as const).flatMap((kind) =>
        linesOf(run, quantity, kind, look, colourOf(palette, place, runs.length, kind)),
      ),
    ),
  )
  const axes = [...new Set(quantities.map((quantity) => QUANTITIES[quantity].axis))].filter((axis) =>
    datasets.some(({ yAxisID }) => yAxisID === axis),
  )
  const hot = heatOf === null ? undefined : runs[heatOf]
  const glimpses = hot ? glimpsesOf(hot.curves) : 0
  const heat = hot && glimpses > 0 ? [heatOfRun(hot, glimpses, look)] : []
  return {
    datasets: [...datasets, ...heat],
    axes: axes.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
    glimpses,
    by: look.by,
    across: look.across,
    up: look.up,
    whole: wholeOf(runs, look),
    palette,
    compact,
  }
}

const ORDER: readonly Axis[] = ['nats', 'error', 'gradNorm', 'imagesPerSecond']

function linesOf(run: SceneRun, quantity: Quantity, kind: Kind, look: Look, colour: string): Dataset[] {
  const found = traceOf(run, kind, quantity, look.by)
  if (!found) return []
  const { axis, dash, symbol } = QUANTITIES[quantity]
  const line = (order: number, change: object) => ({
    type: 'trace' as const,
    label: `${run.name}, ${kind} ${symbol}`,
    xAxisID: 'x',
    yAxisID: axis,
    ...found,
    colour,
    width: 1.75,
    dash: [...dash],
    look: 'line' as const,
    dots: false,
    signs: true,
    order,
    ...change,
  })
  if (kind === 'validation') return [line(LAYERS.validation, { dots: true })]
  const span = spanOf(look.smoothing)
  if (span <= 1) return [line(LAYERS.training, { width: 1.25 })]
  return [
    line(LAYERS.raw, { look: 'band', width: 1, dash: [] }),
    line(LAYERS.training, { y: smoothed(found.y, span), look: 'smooth', signs: false }),
  ]
}

/** The heat map's scale: its greatest number, but for the first tenth, when all may be odd. */
export function mostOf(nats: Float64Array, glimpses: number): number {
  const rows = nats.length / glimpses
  let most = 0
  for (let i = Math.floor(rows / 10) * glimpses; i < nats.length; i++) most = Math.max(most, nats[i] || 0)
  return Number.isFinite(most) && most > 0 ? most : 1
}

function heatOfRun(run: SceneRun, glimpses: number, look: Look): Dataset {
  const { nats } = run.curves.glimpses
  return {
    type: 'heat',
    label: `${run.name}, nats per glimpse`,
    xAxisID: 'x',
    yAxisID: 'glimpses',
    x: across(run, 'glimpses', look.by),
    nats,
    glimpses,
    most: mostOf(nats, glimpses),
    order: LAYERS.heat,
  }
}

function wholeOf(runs: readonly SceneRun[], look: Look): Scene['whole'] {
  let [first, last, steps] = [Infinity, 0, 1]
  for (const run of runs)
    for (const kind of ['training', 'validation'] as const) {
      const x = across(run, kind, look.by)
      if (x.length === 0) continue
      first = Math.min(first, x.find((at) => at > 0) ?? Infinity)
      last = Math.max(last, x[x.length - 1] ?? 0)
      steps = Math.max(steps, run.curves[kind].step[x.length - 1] ?? 1)
    }
  const min = look.across === 'linear' || !Number.isFinite(first) ? 0 : first
  return { min, max: last > min ? last : min + 1, steps }
}
