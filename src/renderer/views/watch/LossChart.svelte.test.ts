import type { ComponentProps } from 'svelte'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import '../../styles/tokens.css'
import { emptyCurves } from '../../../studio/curves'
import { LOSSES } from '../../../studio/losses'
import { theme } from '../../state/theme.svelte'
import { madeCurves, madeErrorCurves } from '../../testing/drawings'
import { canvasIn, drawn, roomOf } from '../../testing/pixels'
import LossChart from './LossChart.svelte'

const TRAINING = [0x1f, 0x6f, 0xb2]
const VALIDATION = [0xb0, 0x6a, 0x00]
const ACCENT = [0x9a, 0x5b, 0x13]
const HIDDEN = { bound: false, lx: false, lz: false, loss: false, error: false }
const base: ComponentProps<typeof LossChart> = {
  curves: madeCurves(1000),
  revision: 1,
  scale: 'linear' as const,
  names: LOSSES.draw.names,
  shown: { ...HIDDEN, bound: true },
  mark: null,
}

async function show(change: Partial<typeof base> | { mark: number } = {}) {
  theme.choose('light')
  const target = roomOf(500, 300)
  target.style.position = 'relative'
  const { rerender } = await render(LossChart, { target, props: { ...base, ...change } })
  await drawn()
  const canvas = canvasIn(target)
  /** The columns, as parts of the width, in which `colour` was drawn. */
  const columnsOf = (colour: number[]): number[] => {
    const { width, height } = canvas
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    const columns = new Set<number>()
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255 && colour.every((part, c) => Math.abs((data[i + c] ?? 0) - part) <= 2))
        columns.add((i / 4) % width)
    return [...columns].sort((a, b) => a - b).map((x) => x / width)
  }
  return { rerender, columnsOf }
}

describe('LossChart', () => {
  it('draws training and validation, each in its colour', async () => {
    const { columnsOf } = await show()
    expect(columnsOf(TRAINING).length).toBeGreaterThan(10)
    expect(columnsOf(VALIDATION).length).toBeGreaterThan(100)
  })

  it('leaves out what is not wanted', async () => {
    const { columnsOf, rerender } = await show()
    await rerender({ shown: HIDDEN })
    await drawn()
    expect(columnsOf(TRAINING)).toEqual([])
  })

  it('leaves a gap where the loss is no number', async () => {
    const curves = madeCurves(1000)
    curves.validation = emptyCurves().validation
    curves.training.bound?.fill(NaN, 400, 600)
    const { columnsOf } = await show({ curves })
    const columns = columnsOf(TRAINING)
    const jumps = columns.map((x, i) => x - (columns[i - 1] ?? x))
    expect(Math.max(...jumps)).toBeGreaterThan(0.12)
  })

  it('gives a share an axis of its own, so that small losses and errors are both seen', async () => {
    const curves = madeErrorCurves(1000)
    const names = LOSSES.classify.names
    const { columnsOf, rerender } = await show({ curves, names, shown: { ...HIDDEN, error: true } })
    const alone = columnsOf(TRAINING)
    expect(alone.length).toBeGreaterThan(100)
    await rerender({ shown: { ...HIDDEN, loss: true, error: true } })
    await drawn()
    const both = columnsOf(TRAINING)
    // Room at both sides is taken by ticks: the error keeps its own at the right.
    expect(both[0] ?? 0).toBeGreaterThan((alone[0] ?? 1) + 0.03)
    expect(both.at(-1)).toBeLessThan(0.93)
  })

  it('marks the step of a snapshot, half way at half of the steps', async () => {
    const { columnsOf } = await show({ mark: 500 })
    const [x = NaN] = columnsOf(ACCENT)
    expect(x).toBeGreaterThan(0.45)
    expect(x).toBeLessThan(0.62)
  })
})
