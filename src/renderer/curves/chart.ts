import {
  Chart,
  LinearScale,
  LogarithmicScale,
  PointElement,
  type ChartConfiguration,
  type Scale,
  type ChartOptions,
} from 'chart.js'
import Zoom from 'chartjs-plugin-zoom'
import { count } from '../format'
import { HeatController, type Heat } from './heatController'
import type { By, ScaleType } from './look.svelte'
import type { Palette } from './palette'
import { AXES, type Axis } from './quantities'
import { spanWords, tickOf, untouching } from './ticks'
import { TraceController, type Trace } from './traceController'

Chart.register(TraceController, HeatController, LinearScale, LogarithmicScale, PointElement, Zoom)

/** What Chart.js is given; `data` is its own, and stays empty. */
export type Dataset = ({ type: 'trace' } & Trace) | ({ type: 'heat' } & Heat)
export type CurvesChart = Chart<'trace' | 'heat', number[]>

/** Of the range of a logarithmic axis upwards: Lz begins near 0, and more would push everything else together. */
const LOG_RANGE = 100
/** Fewer steps than these cannot be zoomed into. */
const LEAST_STEPS = 4

export interface Scene {
  readonly datasets: readonly Dataset[]
  /** Those that hold something, from top to bottom; under them the heat map, if it is shown. */
  readonly axes: readonly Axis[]
  /** T of the heat map; 0 where there is none. */
  readonly glimpses: number
  readonly by: By
  readonly across: ScaleType
  readonly up: ScaleType
  /** The whole of it, and how many steps that is. */
  readonly whole: { readonly min: number; readonly max: number; readonly steps: number }
  readonly palette: Palette
  /** No titles, few ticks. */
  readonly compact: boolean
}

export const ACROSS_WORDS: Readonly<Record<By, string>> = {
  step: 'step',
  epoch: 'epoch',
  time: 'training time',
}

/** A part of the axis across; null is all of it. */
export type Range = readonly [number, number] | null

/** A chart of curves, one plane a unit, all over the same axis across. */
export function configOf(scene: Scene, range: Range): ChartConfiguration<'trace' | 'heat', number[]> {
  const { palette, compact, across, by } = scene
  const font = { family: palette.font, size: 12 }
  const ticks = { color: palette.muted, maxRotation: 0, font }
  const title = (text: string) => ({ display: !compact, text, color: palette.muted, padding: 2, font })

  const upwards = (axis: Axis, first: boolean) => ({
    type: scene.up,
    position: 'left' as const,
    stack: 'planes',
    stackWeight: AXES[axis].weight,
    grid: { color: palette.line, tickColor: 'transparent', lineWidth: 1 },
    border: { display: false },
    title: title(AXES[axis].title),
    ticks: {
      ...ticks,
      maxTicksLimit: 7,
      callback: (value: string | number) => tickOf(Number(value), axis, scene.up),
    },
    afterBuildTicks: (scale: Scale) => partedUp(scale, font.size),
    afterDataLimits: (scale: Scale) => {
      if (scene.up === 'logarithmic') scale.min = Math.max(scale.max / LOG_RANGE, scale.min)
    },
    ...(first ? {} : { offset: false }),
  })
  const scales: Record<string, unknown> = {
    x: {
      type: across,
      // A logarithm begins with the first step.
      ...(range ? { min: range[0], max: range[1] } : across === 'linear' && { min: scene.whole.min }),
      bounds: 'data',
      grid: { display: false },
      border: { color: palette.line },
      title: title(ACROSS_WORDS[by]),
      afterTickToLabelConversion: (scale: Scale) => partedAcross(scale, `${font.size}px ${font.family}`),
      ticks: {
        ...ticks,
        maxTicksLimit: compact ? 6 : 10,
        callback: (value: string | number) =>
          by === 'time'
            ? spanWords(Number(value))
            : across === 'linear'
              ? count(Number(value))
              : tickOf(Number(value), 'gradNorm', across),
      },
    },
  }
  // Chart.js stacks from the bottom up.
  if (scene.glimpses > 0)
    scales['glimpses'] = {
      type: 'linear',
      position: 'left',
      stack: 'planes',
      stackWeight: 1.6,
      min: 0.5,
      max: scene.glimpses + 0.5,
      grid: { display: false },
      border: { display: false },
      title: title('glimpse t'),
      afterBuildTicks: (scale: Scale) => {
        const { glimpses } = scene
        scale.ticks = [1, Math.round((glimpses + 1) / 2), glimpses].map((value) => ({ value }))
      },
      ticks: { ...ticks, callback: (value: string | number) => String(value) },
    }
  for (const axis of [...scene.axes].reverse()) scales[axis] = upwards(axis, axis === scene.axes[0])

  return {
    type: 'trace',
    data: { datasets: dataOf(scene) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 6, right: 10 } },
      scales: scales as NonNullable<ChartOptions<'trace' | 'heat'>['scales']>,
      plugins: compact
        ? {}
        : {
            zoom: {
              limits: { x: limitsOf(scene) },
              pan: { enabled: true, mode: 'x', modifierKey: 'shift', threshold: 2 },
              zoom: {
                mode: 'x',
                wheel: { enabled: true, speed: 0.12 },
                pinch: { enabled: true },
                drag: {
                  enabled: true,
                  threshold: 5,
                  backgroundColor: palette.wash,
                  borderColor: palette.accent,
                  borderWidth: 1,
                },
              },
            },
          },
    },
  }
}

/** As Chart.js holds them. */
export const dataOf = ({ datasets }: Pick<Scene, 'datasets'>) =>
  datasets.map((dataset) => ({ ...dataset, data: [] }))

/** How far an axis across can be panned and zoomed. */
export const limitsOf = ({ whole }: Pick<Scene, 'whole'>) => ({
  min: whole.min,
  max: whole.max,
  minRange: ((whole.max - whole.min) * LEAST_STEPS) / Math.max(LEAST_STEPS, whole.steps),
})

/** The last step is a tick wherever it falls; none touches another. */
function partedAcross(scale: Scale, font: string): void {
  const { ctx, max, min, width, type } = scale
  ctx.save()
  ctx.font = font
  const place = (value: number) =>
    type === 'logarithmic'
      ? (Math.log(value / min) / Math.log(max / min)) * width
      : ((value - min) / (max - min)) * width
  scale.ticks = untouching(
    scale.ticks.filter(({ label }) => label !== null && label !== ''),
    place,
    ({ label }) => ctx.measureText(String(label)).width,
  )
  ctx.restore()
}

/** Ticks at the end of a plane would touch those of the next. */
function partedUp(scale: Scale, size: number): void {
  const { min, max, height, type } = scale
  if (!height) return
  const place = (value: number) =>
    type === 'logarithmic' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min)
  const room = size / 2 / height
  scale.ticks = scale.ticks.filter(({ value }) => place(value) >= room && place(value) <= 1 - room)
}
