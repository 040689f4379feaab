import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { packed } from '../../../snapshots/fixture'
import { BOX } from '../../../studio/drawing'
import { App } from '../../state/app.svelte'
import { madeDrawing, madeFrame } from '../../testing/drawings'
import {
  detailOf,
  fakeStudio,
  HOUSES,
  runOf,
  STROKES,
  type Answers,
  type FakeStudio,
} from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import { canvasIn, drawn, pixelOf } from '../../testing/pixels'
import { handOver } from '../../links/handed'
import LabView from './LabView.svelte'

const RUN = runOf()
const FRAME = madeFrame(300)

let studio: FakeStudio

async function open(hash = '#/lab', answers: Answers = {}): Promise<void> {
  location.hash = hash
  studio = fakeStudio({
    datasets: () => [STROKES, HOUSES],
    runs: () => [RUN],
    run: () => detailOf(RUN),
    snapshot: () => packed(FRAME),
    ...answers,
  })
  render(InApp, { app: await App.open(studio.connection, undefined), view: LabView })
}

const number = (name: string) => page.getByRole('spinbutton', { name, exact: true })
const valueOf = (name: string) => Number((number(name).element() as HTMLInputElement).value)
const grid = () => page.getByRole('slider', { name: 'Grid position' })
/** One number of the box of image `image` (from 0) at glimpse `t`, as it was drawn. */
const learned = (side: 'read' | 'write', image: number, t: number, name: (typeof BOX)[number]) =>
  FRAME.reconstructions[side]?.[(image * 10 + t - 1) * BOX.length + BOX.indexOf(name)] ?? NaN

beforeEach(() => {
  location.hash = ''
})

describe('a picture of a data set', () => {
  it('lies under a grid over all of it', async () => {
    await open()
    await expect.element(page.getByRole('group', { name: /Image 1 under a grid of 5 × 5/ })).toBeVisible()
    expect(valueOf('Centre X gX')).toBe(14.5)
    expect(valueOf('Stride δ')).toBe(6.75)
    await expect.element(page.getByText('= 14.5 + (1 − 2.5 − 0.5) · 6.75 = 1 px').first()).toBeVisible()
  })

  it('is another when another is chosen, and the grid stays', async () => {
    await open()
    await number('Width σ').fill('2.5')
    await page.getByRole('radio', { name: 'Image 3' }).click()
    await expect.element(page.getByRole('group', { name: /Image 3 under/ })).toBeVisible()
    expect(valueOf('Width σ')).toBe(2.5)
  })
})

describe('the grid', () => {
  it('moves by arrows, a tenth with Shift, and stretches by plus and minus', async () => {
    await open()
    await expect.element(grid()).toBeVisible()
    ;(grid().element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}{Shift>}{ArrowLeft}{/Shift}')
    expect(valueOf('Centre X gX')).toBe(16.4)
    expect(valueOf('Centre Y gY')).toBe(13.5)
    await userEvent.keyboard('-')
    expect(valueOf('Stride δ')).toBeCloseTo(6.75 / 1.1, 2)
  })

  it('moves as far as it is dragged', async () => {
    await open()
    await expect.element(grid()).toBeVisible()
    const element = grid().element()
    const { left, top } = element.getBoundingClientRect()
    const at = (type: string, x: number, y: number) =>
      element.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          button: 0,
          buttons: 1,
          pointerId: 1,
          clientX: left + x,
          clientY: top + y,
        }),
      )
    // No real pointer is down that could be held.
    ;(element as HTMLElement).setPointerCapture = () => undefined
    at('pointerdown', 50, 50)
    at('pointermove', 80, 35)
    at('pointerup', 80, 35)
    await drawn()
    const across = valueOf('Centre X gX') - 14.5
    const down = valueOf('Centre Y gY') - 14.5
    expect(across).toBeGreaterThan(0)
    expect(down).toBeCloseTo(-across / 2, 1)
  })

  it('refuses what no window can be', async () => {
    await open()
    await number('Width σ').fill('-1')
    await expect.element(number('Width σ')).toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('heading', { name: 'Lab', exact: true }).click()
    await number('Filters N').fill('40')
    await expect.element(page.getByRole('group', { name: /grid of 5 × 5/ })).toBeVisible()
  })
})

describe('figures', () => {
  it('show windows beside each other, the lab’s own too, and lead back to look through one', async () => {
    await open()
    await number('Width σ').fill('3')
    await page.getByRole('tab', { name: 'Figures' }).click()
    await expect.element(page.getByRole('img', { name: /^Figure 3\. .* 3 windows/ })).toBeVisible()
    await page.getByRole('button', { name: 'Add the lab’s window' }).click()
    await expect.element(page.getByRole('img', { name: /4 windows/ })).toBeVisible()
    await page.getByRole('button', { name: 'Take away Figure 3, top' }).click()
    await expect.element(page.getByRole('img', { name: /3 windows/ })).toBeVisible()
    await page.getByRole('button', { name: 'Look through Figure 3, bottom' }).click()
    await expect
      .element(page.getByRole('tab', { name: 'Attention' }))
      .toHaveAttribute('aria-selected', 'true')
    await expect.element(page.getByRole('group', { name: /12 × 12 filters/ })).toBeVisible()
  })

  it('can be the zoom of Figure 4, through the lab’s window', async () => {
    await open('#/lab?tab=figures')
    await page.getByRole('radio', { name: 'Figure 4: zooming' }).click()
    await expect.element(page.getByRole('img', { name: /^Figure 4\. .* 12 × 12/ })).toBeVisible()
    await page.getByRole('radio', { name: 'The lab’s' }).click()
    await expect.element(page.getByRole('img', { name: /^Figure 4\. .* 5 × 5/ })).toBeVisible()
  })
})

it('more filters lie on the same span (24), and a reset leads back', async () => {
  await open()
  await number('Filters N').fill('10')
  expect(valueOf('Stride δ')).toBe(3)
  await page.getByRole('button', { name: 'Reset filters' }).click()
  expect(valueOf('Stride δ')).toBe(6.75)
  await expect.element(page.getByRole('button', { name: 'Reset stride' })).toBeDisabled()
})

describe('what is pointed at', () => {
  it('lights up elsewhere: a term of an equation, and a filter', async () => {
    await open()
    const group = page.getByRole('group', { name: /under a grid/ })
    await expect.element(group).toBeVisible()
    const stage = canvasIn(group.element())
    await drawn()
    const before = stage.toDataURL()
    await page.getByRole('button', { name: 'F X, a Gaussian in each row' }).first().hover()
    await drawn()
    expect(stage.toDataURL()).not.toBe(before)
    await number('Filter i, column of the patch').fill('4')
    await expect.element(page.getByText('= 14.5 + (4 − 2.5 − 0.5) · 6.75 = 21.25 px').first()).toBeVisible()
  })
})

describe('a patch of one’s own', () => {
  it('is painted by keyboard and written through the grid', async () => {
    await open()
    await number('Filters N').fill('1')
    await page.getByRole('button', { name: 'Paint a patch' }).click()
    const written = () =>
      canvasIn(
        page.getByRole('img', { name: 'The patch w written through the grid' }).element()
          .parentElement as Element,
      )
    await drawn()
    const middle = () => pixelOf(written(), Math.floor(written().width / 2), Math.floor(written().height / 2))
    expect(middle()).toEqual([0, 0, 0])
    ;(page.getByRole('slider', { name: /^Patch w to paint/ }).element() as HTMLElement).focus()
    await userEvent.keyboard(' ')
    await drawn()
    expect(middle()[0]).toBeGreaterThan(200)
    const patch = canvasIn(page.getByRole('slider', { name: /^Patch w to paint/ }).element())
    expect(patch.height).toBeGreaterThan(100)
    expect(pixelOf(patch, Math.floor(patch.width / 2), Math.floor(patch.height / 2))).toEqual([255, 255, 255])
    await page.getByRole('button', { name: 'Write r, what was read' }).click()
    await expect
      .element(page.getByRole('img', { name: 'Patch of 1 × 1 read through the grid' }))
      .toBeVisible()
  })
})

describe('a glimpse of a run', () => {
  it('has the window the network had there, read or write, and follows t', async () => {
    await open(`#/lab/${RUN.id}?image=3&t=4`)
    await expect.poll(() => valueOf('Centre X gX')).toBeCloseTo(learned('read', 2, 4, 'gX'), 1)
    expect(valueOf('Intensity γ')).toBeCloseTo(1.92, 2)
    await page.getByRole('radio', { name: 'Write' }).click()
    await expect.poll(() => valueOf('Centre X gX')).toBeCloseTo(learned('write', 2, 4, 'gX'), 1)
    await page.getByRole('slider', { name: 'Glimpse t' }).fill('9')
    await expect.poll(() => valueOf('Width σ')).toBeCloseTo(learned('write', 2, 9, 'sigma'), 2)
  })

  it('says what was learned beside what it was changed to, and goes back', async () => {
    await open(`#/lab/${RUN.id}?image=1&t=2`)
    await expect.poll(() => valueOf('Stride δ')).toBe(3)
    await number('Stride δ').fill('4.5')
    await expect.element(page.getByText('learned 3 → 4.5')).toBeVisible()
    await page.getByRole('button', { name: 'Back to what it did' }).click()
    expect(valueOf('Stride δ')).toBe(3)
    await expect.element(page.getByText(/learned/)).not.toBeInTheDocument()
  })

  it('shows the canvas it saw, and the error image', async () => {
    await open(`#/lab/${RUN.id}?image=8&t=2`)
    const seen: string[] = []
    for (const name of ['Picture', 'Error image', 'Canvas']) {
      await page.getByRole('radio', { name }).click()
      await drawn()
      seen.push(canvasIn(page.getByRole('group', { name: /under a grid/ }).element()).toDataURL())
    }
    expect(new Set(seen).size).toBe(3)
  })
})

it('a frame that was handed over is looked at as it is, though it is not kept', async () => {
  handOver(RUN.id, madeFrame(123, { n: 7 }))
  await open(`#/lab/${RUN.id}?step=123&image=1&t=1`)
  await expect.element(page.getByRole('group', { name: /7 × 7 filters/ })).toBeVisible()
  await expect
    .element(page.getByRole('slider', { name: 'Training step' }))
    .toHaveAttribute('aria-valuetext', 'step 123')
})

describe('the network', () => {
  const part = (name: string) => page.getByRole('button', { name, exact: true })

  it('lights its parts up one after the other, glimpse after glimpse', async () => {
    await open(`#/lab/${RUN.id}?image=1&t=10&tab=network`)
    await expect.element(part('Error image')).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Next part' }).click()
    await expect.element(part('Read')).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Part before' }).click()
    await page.getByRole('button', { name: 'Part before' }).click()
    await expect.element(part('Canvas')).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByText('t = 9 of 10')).toBeVisible()
    await page.getByRole('button', { name: 'Play the equations' }).click()
    await expect.element(part('Error image')).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByText('t = 10 of 10')).toBeVisible()
  })

  it('says of a part its equation, its tensors and weights in this run, and what it did here', async () => {
    await open(`#/lab/${RUN.id}?image=1&t=2&tab=network`)
    await expect.element(page.getByRole('img', { name: 'Canvas after glimpse 2' })).toBeInTheDocument()
    ;(part('Latent').element() as SVGElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(part('Latent')).toHaveAttribute('aria-pressed', 'true')
    const panel = page.getByRole('region', { name: 'Latent' })
    await expect.element(panel.getByRole('math', { name: 'z t = μ t + σ t ε t' })).toBeVisible()
    await expect.element(panel).toHaveTextContent('128 × 40')
    const nats = FRAME.reconstructions.nats?.[1] ?? NaN
    await expect.element(panel).toHaveTextContent(`Here: ${Number(nats.toFixed(2))} nats`)
  })
})

it('a run that has kept nothing says so, and is opened by its first snapshot', async () => {
  await open(`#/lab/${RUN.id}`, { run: () => ({ ...detailOf(RUN), snapshots: [] }) })
  await expect.element(page.getByRole('heading', { name: 'Nothing to look at yet' })).toBeVisible()
  studio.tell({ kind: 'snapshot', run: RUN.id, step: 300, made: 1, removed: [] })
  await expect.element(page.getByRole('slider', { name: 'Glimpse t' })).toBeVisible()
})

it('a network without attention leaves the grid to whoever looks', async () => {
  await open(`#/lab/${RUN.id}`, { snapshot: () => packed(madeFrame(300, { attention: false })) })
  await expect.element(page.getByText(/This network has no attention/)).toBeVisible()
  await expect.element(page.getByRole('group', { name: /5 × 5 filters/ })).toBeVisible()
})

it('samples, and images that were read, are found again by what made them', async () => {
  const made = madeDrawing({ count: 4, reads: false })
  await open(`#/lab/${RUN.id}?checkpoint=500&seed=7&count=4&image=4&t=10`, {
    sample: ({ checkpoint }) => ({ step: Number(checkpoint), drawing: made }),
  })
  await expect.element(page.getByText('samples of step 500, seed 7')).toBeVisible()
  expect(studio.calls.find(({ name }) => name === 'sample')?.body).toEqual({
    run: RUN.id,
    checkpoint: 500,
    count: 4,
    seed: 7,
  })
  const at = (4 * 10 - 1) * BOX.length
  await expect.poll(() => valueOf('Centre X gX')).toBeCloseTo(made.write?.[at] ?? NaN, 1)
})
