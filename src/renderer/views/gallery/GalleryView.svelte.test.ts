import { beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
import type { Pick } from '../../../studio/plan'
import type { RunDetail } from '../../../studio/requests/runs'
import type { Shell } from '../../../studio/shell'
import { App } from '../../state/app.svelte'
import { madeDrawing } from '../../testing/drawings'
import { fakeShell } from '../../testing/fake-shell'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import GalleryView from './GalleryView.svelte'

const RUN = 'strokes-laptop-1'
const PATH = '/home/ada/runs/strokes-laptop-1/exports/gif-step5000-seed1-count16.gif'
const OPTIONS = { boxes: true, nearest: false, every: false, seconds: 3 }
const SAMPLES = { kind: 'samples', checkpoints: [5000], seeds: [1], count: 16 }
let studio: FakeStudio
let app: App
let kept: Pick[]

async function open(answers: Answers = {}, detail: Partial<RunDetail> = {}, shell?: Shell) {
  const summary = runOf()
  kept = []
  studio = fakeStudio({
    runs: () => [summary, runOf({ id: 'other', name: 'Another', created: '2026-01-01T00:00:00Z' })],
    run: () => ({ ...detailOf(summary), ...detail }),
    draw: ({ points, checkpoint }) => ({
      step: Number(checkpoint),
      drawing: madeDrawing({ count: points.length, reads: points[0]?.kind === 'reconstruction' }),
    }),
    nearest: ({ points: { length } }) => ({
      images: new Uint8Array(length * 28 * 28),
      indices: Array.from({ length }, (_, i) => 1000 + i),
      distances: Array.from({ length }, (_, i) => 4 + i / 4),
    }),
    images: ({ count }) => ({ images: new Uint8Array(count * 28 * 28), total: 60 }),
    favourites: () => kept,
    favour: ({ pick, on }) => (kept = on ? [...kept, pick] : []),
    export: () => ({
      path: PATH,
      name: 'gif-step5000.gif',
      mime: 'image/gif',
      bytes: Uint8Array.of(71, 73, 70),
    }),
    ...answers,
  })
  app = await App.open(studio.connection, shell)
  await render(InApp, { app, view: GalleryView })
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const called = (name: string) => studio.calls.filter((call) => call.name === name).map(({ body }) => body)
const options = () => page.getByRole('option', { name: /^Image / }).elements()
const heading = (name: string) => page.getByRole('heading', { name })

beforeEach(() => {
  location.hash = `#/gallery/${RUN}`
  localStorage.clear()
})

describe('samples', () => {
  it('begin with sixteen of the newest checkpoint', async () => {
    await open()
    await expect.element(heading('16 samples of step 5,000, seed 1')).toBeVisible()
    await expect.poll(() => options().length).toBe(16)
    const points = Array.from({ length: 16 }, (_, index) => ({ kind: 'sample', seed: 1, index }))
    expect(called('draw')).toEqual([{ run: RUN, checkpoint: 5000, points, live: false }])
  })

  it('are as many as are asked for, of the checkpoint and seeds chosen', async () => {
    await open()
    await page.getByLabelText('Checkpoint').selectOptions('4000')
    await page.getByLabelText('Count').fill('2')
    await page.getByLabelText('Seed', { exact: true }).fill('7-9')
    await button('Draw samples').click()
    await expect.element(heading('6 samples of step 4,000, 3 seeds')).toBeVisible()
    await expect.element(page.getByRole('option', { name: 'Image 2 of seed 9' })).toBeVisible()
    expect(called('draw').at(-1)).toMatchObject({ checkpoint: 4000 })
  })

  it('refuse numbers out of range, and say which would do', async () => {
    await open()
    await page.getByLabelText('Count').fill('5000')
    await expect.element(page.getByLabelText('Count')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(page.getByText('Count is 1 to 4096')).toBeVisible()
    await expect.element(button('Draw samples')).toBeDisabled()
  })

  it('of several checkpoints stand in rows, equal z below each other', async () => {
    await open()
    await button('Several…').click()
    await expect.element(page.getByRole('checkbox', { name: /Step 4,000/ })).toBeChecked()
    await page.getByRole('checkbox', { name: /Step 4,500/ }).click()
    await button('Show 2').click()
    await expect.element(heading('16 samples of 2 checkpoints, seed 1')).toBeVisible()
    await expect.element(page.getByRole('option', { name: 'Image 8, step 4,000' })).toBeVisible()
    await expect.element(page.getByText(/^Step 5,000\s+95\.0 nats$/)).toBeVisible()
    const asked = called('draw').slice(-2) as { checkpoint: number; points: unknown[] }[]
    expect(asked.map(({ checkpoint }) => checkpoint)).toEqual([4000, 5000])
    expect(asked[0]?.points).toEqual(asked[1]?.points)
  })

  it('of a thousand only those are drawn that are seen', async () => {
    await open()
    await page.getByLabelText('Count').fill('1000')
    await button('Draw samples').click()
    await expect.element(heading('1,000 samples of step 5,000, seed 1')).toBeVisible()
    await expect.poll(() => called('draw').length).toBeGreaterThan(4)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(called('draw').length).toBeLessThan(20)
    expect(options().length).toBeLessThan(300)
    await page.getByRole('option', { name: 'Image 1', exact: true }).click()
    await userEvent.keyboard('{End}')
    await expect.element(page.getByRole('option', { name: 'Image 1,000', exact: true })).toHaveFocus()
    await expect
      .poll(() => called('draw').some((body) => JSON.stringify(body).includes('"index":999}')))
      .toBe(true)
  })

  it('say what went wrong and what to do', async () => {
    await open({
      draw: () =>
        Promise.reject(new StudioError('weights.safetensors is cut short.', 'Choose another checkpoint.')),
    })
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('weights.safetensors is cut short. Choose another checkpoint.')
  })

  it('have to wait for the first checkpoint', async () => {
    await open({}, { checkpoints: [] })
    await expect.element(heading('No checkpoint yet')).toBeVisible()
    expect(called('draw')).toEqual([])
  })

  it('come with their nearest training images where that is wanted', async () => {
    await open()
    await page.getByRole('checkbox', { name: 'Nearest' }).click()
    await page.getByRole('option', { name: 'Image 3', exact: true }).click()
    await expect.element(heading('Image 3, glimpse by glimpse')).toBeVisible()
    await expect.element(page.getByText('no. 1,003, distance 4.50')).toBeVisible()
    await expect.element(page.getByRole('img', { name: 'Nearest training image of Image 3' })).toBeVisible()
  })

  it('of scenes have no nearest training image, and it says why', async () => {
    const detail = detailOf(runOf())
    const settings = { ...detail.manifest.settings, scene: 'pair' as const }
    await open({}, { manifest: { ...detail.manifest, settings } })
    await expect.element(page.getByText(/there is no nearest training image/)).toBeVisible()
    await expect.element(page.getByRole('checkbox', { name: 'Nearest' })).not.toBeInTheDocument()
  })
})

it('validation images are drawn again, with what is read of them', async () => {
  await open()
  await page.getByRole('radio', { name: 'Reconstructions' }).click()
  await expect.element(heading('16 images drawn again, step 5,000')).toBeVisible()
  await expect.element(page.getByRole('checkbox', { name: 'Read boxes' })).toBeVisible()
  expect(called('draw').at(-1)).toMatchObject({
    points: [{ kind: 'reconstruction', seed: 1, place: 0 }, ...Array(15).fill({})],
  })
})

it('favourites are kept with the run, and shown', async () => {
  await open()
  await page.getByRole('option', { name: 'Image 2', exact: true }).click()
  await button('☆ Favourite').click()
  await expect.element(page.getByRole('option', { name: 'Image 2, favourite' })).toBeVisible()
  expect(called('favour')).toEqual([{ run: RUN, pick: { checkpoint: 5000, seed: 1, index: 1 }, on: true }])
  await page.getByRole('radio', { name: /Favourites/ }).click()
  await expect
    .element(page.getByRole('option', { name: 'Sample 2 of seed 1, step 5,000, favourite' }))
    .toBeVisible()
})

it('favourites whose checkpoint is gone are said to be, and removed when asked', async () => {
  const [gone, there] = [500, 5000].map((checkpoint, index) => ({ checkpoint, seed: 1, index: 2 * index }))
  await open({ favourites: () => [gone, there].flatMap((pick) => pick ?? []) })
  await page.getByRole('radio', { name: /Favourites/ }).click()
  await expect
    .element(page.getByText('One favourite can’t be drawn again: the checkpoint of step 500 is gone.'))
    .toBeVisible()
  await expect
    .element(page.getByRole('option', { name: 'Sample 3 of seed 1, step 5,000, favourite' }))
    .toBeVisible()
  await button('Remove it from favourites').click()
  await expect.poll(() => called('favour')).toEqual([{ run: RUN, pick: gone, on: false }])
})

it('a reconstruction has its original beside it', async () => {
  await open()
  await page.getByRole('radio', { name: 'Reconstructions' }).click()
  await expect.element(page.getByRole('img', { name: 'Original of Image 1' })).toBeVisible()
  await page.getByRole('option', { name: 'Image 4', exact: true }).click()
  await expect.element(page.getByRole('img', { name: 'Original of Image 4' })).toBeVisible()
  expect(called('images').at(-1)).toEqual({ run: RUN, first: 3, count: 1 })
})

describe('between', () => {
  it('a slider draws what lies between two samples, and a row all the way', async () => {
    await open()
    await page.getByRole('option', { name: 'Image 3', exact: true }).click()
    await button('Use as A').click()
    await page.getByRole('option', { name: 'Image 5', exact: true }).click()
    await button('Use as B').click()
    await expect.element(heading('9 drawings from end to end, step 5,000')).toBeVisible()
    const [from, to] = [2, 4].map((index) => ({ kind: 'sample', seed: 1, index }))
    await page.getByRole('slider', { name: 'Between' }).fill('0.25')
    await expect
      .poll(() => called('draw').at(-1))
      .toEqual({ run: RUN, checkpoint: 5000, points: [{ kind: 'between', from, to, at: 0.25 }], live: true })
    await expect.element(page.getByText('Along the sphere between their z')).toBeVisible()
    expect(page.getByRole('listbox', { name: 'Samples' }).getByRole('option').elements()).toHaveLength(9)
  })

  it('of places asked for while one is drawn only the newest is drawn next', async () => {
    let answer: (() => void) | undefined
    const drawing = madeDrawing({ count: 1, reads: false })
    await open({
      draw: ({ live, points, checkpoint }) =>
        live
          ? new Promise((resolve) => (answer = () => resolve({ step: Number(checkpoint), drawing })))
          : { step: Number(checkpoint), drawing: madeDrawing({ count: points.length, reads: false }) },
    })
    await page.getByRole('radio', { name: 'Between' }).click()
    const lives = () => called('draw').filter((body) => (body as { live: boolean }).live)
    await expect.poll(() => lives().length).toBe(1)
    for (const at of ['0.1', '0.2', '0.3']) await page.getByRole('slider', { name: 'Between' }).fill(at)
    expect(lives()).toHaveLength(1)
    answer?.()
    await expect.poll(() => lives().length).toBe(2)
    expect(lives().at(-1)).toMatchObject({ points: [{ at: 0.3 }] })
    answer?.()
  })

  it('an end can be an image of the validation split, by its posterior means', async () => {
    await open()
    await page.getByRole('radio', { name: 'Between' }).click()
    await page.getByRole('button', { name: /^B Sample/ }).click()
    await button('Validation image 4').click()
    await expect.element(page.getByText(/posterior means/)).toBeVisible()
    await expect
      .poll(() => JSON.stringify(called('draw').at(-1)))
      .toContain('"to":{"kind":"image","place":3}')
  })
})

it('leads to the samples of another run', async () => {
  await open()
  await page.getByLabelText('Run', { exact: true }).selectOptions('Another')
  expect(location.hash).toBe('#/gallery/other')
  await expect.poll(() => called('draw').at(-1)).toMatchObject({ run: 'other' })
})

describe('taking samples away', () => {
  it('writes what is shown, not what is typed meanwhile, and gives a browser the file', async () => {
    await open()
    await expect.poll(() => options().length).toBe(16)
    await page.getByLabelText('Seed', { exact: true }).fill('9')
    const saved = vi.fn()
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved(this.download)
    })
    await button('GIF').click()
    await expect.element(page.getByText(PATH)).toBeVisible()
    expect(called('export')).toEqual([{ run: RUN, format: 'gif', of: SAMPLES, options: OPTIONS }])
    expect(saved).toHaveBeenCalledExactlyOnceWith('gif-step5000.gif')
    click.mockRestore()
    await expect.element(button('Show in folder')).not.toBeInTheDocument()
  })

  it('shows the file in its folder on the desktop', async () => {
    const reveal = vi.fn()
    await open({}, {}, fakeShell({ reveal }))
    await button('PNG sheet').click()
    await button('Show in folder').click()
    expect(reveal).toHaveBeenCalledWith(PATH)
  })

  it('the dialog offers every format, what it takes, and remembers it', async () => {
    await open({}, {}, fakeShell({ reveal: () => {} }))
    await page.getByRole('option', { name: 'Image 4', exact: true }).click()
    await button('Export…').click()
    const dialog = page.getByRole('dialog', { name: 'Export' })
    await dialog.getByRole('radio', { name: 'One PNG' }).click()
    await expect.element(dialog.getByRole('radio', { name: 'This one: Image 4' })).toBeChecked()
    await dialog.getByRole('radio', { name: /^Video/ }).click()
    await dialog.getByRole('radio', { name: 'This one: Image 4' }).click()
    await dialog.getByRole('checkbox', { name: 'Boxes' }).click()
    await dialog.getByLabelText('Pixels to a pixel').fill('6')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await expect.element(dialog.getByText(PATH)).toBeVisible()
    expect(called('export')).toEqual([
      {
        run: RUN,
        format: 'video',
        of: { kind: 'picks', picks: [{ checkpoint: 5000, seed: 1, index: 3 }] },
        options: { ...OPTIONS, boxes: false, scale: 6 },
      },
    ])
    await button('Close').click()
    await button('Export…').click()
    await expect.element(dialog.getByRole('radio', { name: /^Video/ })).toBeChecked()
    await expect.element(dialog.getByLabelText('Pixels to a pixel')).toHaveValue(6)
  })

  it('a large one says how far it is, and can be cancelled', async () => {
    await open({
      export: () => new Promise(() => {}),
      cancelExport: () => null,
    })
    await button('Video').click()
    studio.tell({ kind: 'progress', job: 'export', done: 16, total: 64 })
    await expect.element(page.getByRole('progressbar', { name: 'Export' })).toHaveAttribute('value', '0.25')
    await button('Cancel').click()
    expect(called('cancelExport')).toEqual([{}])
  })
})
