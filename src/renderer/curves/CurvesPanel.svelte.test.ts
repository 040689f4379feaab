import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { StepMetrics } from '../../studio/run'
import { App } from '../state/app.svelte'
import { theme } from '../state/theme.svelte'
import { madeCurves } from '../testing/drawings'
import { fakeStudio, runOf, type FakeStudio } from '../testing/fake-studio'
import { canvasIn, drawn } from '../testing/pixels'
import Fixture from './CurvesFixture.svelte'
import { look } from './look.svelte'

const FIRST = { id: 'a', name: 'Ada' }
const SECOND = { id: 'b', name: 'Bob' }
let studio: FakeStudio
let marked: number[]

async function show(runs = [FIRST], mark: number | null = null, curves = madeCurves) {
  marked = []
  studio = fakeStudio({
    runs: () => [runOf(FIRST), runOf(SECOND)],
    curves: ({ run }) => (run === 'a' ? curves(2000) : lifted(1000)),
  })
  const app = await App.open(studio.connection, undefined)
  const view = await render(Fixture, { app, runs, mark, onmark: (step: number) => marked.push(step) })
  await expect.element(chart()).toBeVisible()
  await drawn()
  return view
}
/** Another run's. */
function lifted(steps: number) {
  const curves = madeCurves(steps)
  for (const columns of [curves.training, curves.validation])
    columns.bound = (columns.bound ?? new Float64Array(0)).map((value) => value + 100)
  return curves
}
const chart = () => page.getByRole('slider', { name: 'Curves: cross-hair' })
const cells = () =>
  [...document.querySelectorAll('aside tbody tr')].map((row) =>
    [...row.querySelectorAll('th,td')].map((cell) => cell.textContent?.trim()),
  )

/** Red, green and blue of a token. */
const partsOf = (token: string): number[] =>
  (
    getComputedStyle(document.body)
      .getPropertyValue(token)
      .match(/[\da-f]{2}/g) ?? []
  ).map((part) => parseInt(part, 16))

/** The columns of the canvas, as parts of its width, that have a colour near `colour`. */
function columnsOf(colour: readonly number[] | string): number[] {
  const parts = typeof colour === 'string' ? partsOf(colour) : colour
  const canvas = canvasIn(document.body)
  const { width, height } = canvas
  const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  const columns = new Set<number>()
  for (let i = 0; i < data.length; i += 4)
    if ((data[i + 3] ?? 0) > 100 && parts.every((part, c) => Math.abs((data[i + c] ?? 0) - part) <= 4))
      columns.add((i / 4) % width)
  return [...columns].sort((a, b) => a - b).map((x) => x / width)
}

beforeEach(() => {
  theme.choose('light')
  look.change({ shown: ['bound'], smoothing: 17, by: 'step', across: 'linear', up: 'linear' })
})

describe('one run', () => {
  it('is drawn, training and validation each in its colour, and its newest values are a table', async () => {
    await show()
    expect(columnsOf('--training').length).toBeGreaterThan(100)
    expect(columnsOf('--validation').length).toBeGreaterThan(100)
    const { training, validation } = madeCurves(2000)
    const [[symbol, smoothed, raw, validated] = []] = cells()
    expect([symbol, raw, validated]).toEqual([
      'L',
      ...[training, validation].map(({ bound }) => bound?.at(-1)?.toFixed(1)),
    ])
    const mean = training.bound?.subarray(-50).reduce((sum, value) => sum + value / 50, 0) ?? NaN
    expect(Math.abs(Number(smoothed) / mean - 1)).toBeLessThan(0.03)
  })

  it('reads values where the keyboard has moved the cross-hair', async () => {
    await show()
    await userEvent.click(page.getByRole('checkbox', { name: 'Lz' }))
    chart().element().focus()
    await userEvent.keyboard('{Home}')
    await expect.element(page.getByText('At step 0')).toBeVisible()
    await userEvent.keyboard('{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}')
    await expect.element(page.getByText('At step 1,000')).toBeVisible()
    const { training } = madeCurves(1000)
    await expect
      .poll(() => cells().map(([, , raw]) => raw))
      .toEqual([training.bound?.at(-1)?.toFixed(1), training.lz?.at(-1)?.toFixed(1)])
    await expect
      .element(chart())
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^At step 1,000\. L /))
  })

  it('zooms, pans and shows all again by keys', async () => {
    await show()
    chart().element().focus()
    const all = page.getByRole('button', { name: 'Show all' })
    await expect.element(all).toBeDisabled()
    await userEvent.keyboard('++++')
    await expect.element(all).toBeEnabled()
    await userEvent.keyboard('{Home}')
    const begin = Number(chart().element().getAttribute('aria-valuenow'))
    expect(begin).toBeGreaterThan(700)
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}{Home}')
    expect(Number(chart().element().getAttribute('aria-valuenow'))).toBeGreaterThan(begin + 10)
    await userEvent.keyboard('0')
    await expect.element(all).toBeDisabled()
    await userEvent.keyboard('{Home}')
    await expect.element(chart()).toHaveAttribute('aria-valuenow', '0')
  })

  it('zooms by the wheel', async () => {
    await show()
    const canvas = canvasIn(document.body)
    const { left, top, width, height } = canvas.getBoundingClientRect()
    canvas.dispatchEvent(
      new WheelEvent('wheel', {
        deltaY: -100,
        clientX: left + width / 2,
        clientY: top + height / 2,
        cancelable: true,
      }),
    )
    await expect.element(page.getByRole('button', { name: 'Show all' })).toBeEnabled()
  })

  it('tells which step was clicked', async () => {
    await show()
    await userEvent.click(chart(), { position: { x: 500, y: 100 } })
    expect(marked).toHaveLength(1)
    expect(marked[0]).toBeGreaterThan(500)
    expect(marked[0]).toBeLessThan(1500)
  })

  it('grows while it trains', async () => {
    await show()
    const row: StepMetrics = {
      step: 2001,
      bound: 12.3,
      lx: 1,
      lz: 2,
      gradNorm: 1,
      imagesPerSecond: 1,
      seconds: 300,
    }
    studio.tell({ kind: 'metrics', run: 'a', training: [row], validation: [] })
    await expect.poll(() => cells()[0]?.[2]).toBe('12.3')
  })

  it('leaves a gap, with a sign at the axis, where it is no number', async () => {
    await show([FIRST], null, (steps) => {
      const curves = madeCurves(steps)
      curves.training.bound?.fill(NaN, 800, 1200)
      curves.validation = { step: new Float64Array(0) }
      return curves
    })
    const canvas = canvasIn(document.body)
    const middle = [...columnsOf('--training')].filter((x) => x > 0.46 && x < 0.54)
    expect(middle.length).toBeGreaterThan(10)
    // In the gap there is nothing but the signs at the foot.
    const { width, height } = canvas
    const upper =
      canvas.getContext('2d')?.getImageData(width * 0.48, 0, width * 0.04, height * 0.8).data ?? []
    const blue = [...upper.keys()].some(
      (i) =>
        i % 4 === 0 &&
        (upper[i + 3] ?? 0) > 100 &&
        upper[i] === partsOf('--training')[0] &&
        upper[i + 1] === partsOf('--training')[1],
    )
    expect(blue).toBe(false)
  })
})

describe('several runs', () => {
  it('have a colour each, told by name', async () => {
    await show([FIRST, SECOND])
    expect(columnsOf('--run-1').length).toBeGreaterThan(300)
    const second = columnsOf('--run-2')
    expect(second.length).toBeGreaterThan(100)
    // Half as many steps.
    expect(second.at(-1)).toBeLessThan(0.6)
    await expect.element(page.getByTitle('Bob')).toBeVisible()
  })

  it('are loaded once each', async () => {
    await show([FIRST, SECOND])
    expect(studio.calls.filter(({ name }) => name === 'curves').map(({ body }) => body)).toEqual([
      { run: 'a' },
      { run: 'b' },
    ])
  })
})

it('marks a step', async () => {
  await show([FIRST], 1000)
  const mark = document.querySelector<HTMLElement>('.mark')
  const { left, width } = canvasIn(document.body).getBoundingClientRect()
  const at = ((mark?.getBoundingClientRect().left ?? 0) - left) / width
  expect(at).toBeGreaterThan(0.47)
  expect(at).toBeLessThan(0.57)
})

it('shows what each glimpse adds over training as a heat map', async () => {
  await show()
  await userEvent.click(page.getByRole('checkbox', { name: 'Nats per glimpse' }))
  await expect.element(page.getByText(/^[\d.]+ nats$/)).toBeVisible()
  await drawn()
  // Viridis' last and first colours: T = 10 glimpses, the first adds half of Lz, the last next to nothing.
  expect(columnsOf([68, 1, 84]).length).toBeGreaterThan(100)
})
