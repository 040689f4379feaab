import { beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
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
let studio: FakeStudio
let app: App

async function open(answers: Answers = {}, detail: Partial<RunDetail> = {}, shell?: Shell) {
  const summary = runOf()
  studio = fakeStudio({
    runs: () => [summary, runOf({ id: 'other', name: 'Another', created: '2026-01-01T00:00:00Z' })],
    run: () => ({ ...detailOf(summary), ...detail }),
    sample: ({ count }) => ({
      step: 5000,
      drawing: madeDrawing({ count, reads: false }),
      nearest: {
        images: new Uint8Array(count * 28 * 28),
        indices: Array.from({ length: count }, (_, i) => 1000 + i),
        distances: Array.from({ length: count }, (_, i) => 4 + i / 4),
      },
    }),
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

beforeEach(() => {
  location.hash = `#/gallery/${RUN}`
})

describe('drawing samples', () => {
  it('begins with sixteen of the newest checkpoint', async () => {
    await open()
    await expect
      .element(page.getByRole('heading', { name: '16 samples of step 5,000, seed 1' }))
      .toBeVisible()
    await expect.poll(() => options().length).toBe(16)
    expect(called('sample')).toEqual([{ run: RUN, checkpoint: 'latest', count: 16, seed: 1 }])
  })

  it('draws as many as are asked for, from the checkpoint and seed chosen', async () => {
    await open()
    await page.getByLabelText('Checkpoint').selectOptions('4000')
    await page.getByLabelText('Count').fill('5')
    await page.getByLabelText('Seed').fill('77')
    await button('Draw samples').click()
    await expect.poll(() => options().length).toBe(5)
    expect(called('sample').at(-1)).toEqual({ run: RUN, checkpoint: 4000, count: 5, seed: 77 })
  })

  it('refuses numbers out of range, and says which would do', async () => {
    await open()
    await page.getByLabelText('Count').fill('101')
    await expect.element(page.getByLabelText('Count')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(page.getByText('1 to 100')).toBeVisible()
    await expect.element(button('Draw samples')).toBeDisabled()
  })

  it('says how far it is', async () => {
    await open({ sample: () => new Promise(() => {}) })
    await expect.element(button('Drawing…')).toBeDisabled()
    studio.tell({ kind: 'progress', job: 'sample', done: 16, total: 64 })
    await expect
      .element(page.getByRole('progressbar', { name: 'Samples drawn' }))
      .toHaveAttribute('value', '16')
  })

  it('says what went wrong and what to do', async () => {
    await open({
      sample: () =>
        Promise.reject(new StudioError('weights.safetensors is cut short.', 'Choose another checkpoint.')),
    })
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('weights.safetensors is cut short. Choose another checkpoint.')
  })

  it('has to wait for the first checkpoint', async () => {
    await open({}, { checkpoints: [] })
    await expect.element(page.getByRole('heading', { name: 'No checkpoint yet' })).toBeVisible()
    expect(called('sample')).toEqual([])
  })
})

it('shows a sample with its nearest training image and their distance', async () => {
  await open()
  await page.getByRole('option', { name: 'Image 3', exact: true }).click()
  await expect.element(page.getByRole('heading', { name: 'Image 3, glimpse by glimpse' })).toBeVisible()
  await expect.element(page.getByText('no. 1,003, distance 4.50')).toBeVisible()
  await expect.element(page.getByRole('img', { name: 'Nearest training image of sample 3' })).toBeVisible()
})

it('shows no nearest training image of scenes, and says why', async () => {
  const detail = detailOf(runOf())
  const settings = { ...detail.manifest.settings, scene: 'pair' as const }
  await open(
    { sample: ({ count }) => ({ step: 5000, drawing: madeDrawing({ count, reads: false }) }) },
    { manifest: { ...detail.manifest, settings } },
  )
  await expect.element(page.getByText(/there is no nearest training image/)).toBeVisible()
  await page.getByRole('option', { name: 'Image 3', exact: true }).click()
  await expect.element(page.getByRole('heading', { name: 'Image 3, glimpse by glimpse' })).toBeVisible()
  await expect.element(page.getByRole('img', { name: /^Nearest/ })).not.toBeInTheDocument()
})

it('leads to the samples of another run', async () => {
  await open()
  await page.getByLabelText('Run').selectOptions('Another')
  expect(location.hash).toBe('#/gallery/other')
  await expect.poll(() => called('sample').at(-1)).toMatchObject({ run: 'other' })
})

describe('taking samples away', () => {
  it('writes what is shown, not what is typed meanwhile, and gives a browser the file', async () => {
    await open()
    await expect.poll(() => options().length).toBe(16)
    await page.getByLabelText('Seed').fill('9')
    const saved = vi.fn((event: Event) => event.preventDefault())
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved(new Event('click', { cancelable: true }))
      expect(this.download).toBe('gif-step5000.gif')
    })
    await button('GIF').click()
    await expect.element(page.getByText(PATH)).toBeVisible()
    expect(called('export')).toEqual([
      {
        run: RUN,
        format: 'gif',
        of: { kind: 'samples', checkpoints: [5000], seeds: [1], count: 16 },
        options: { boxes: true, nearest: false, every: false, seconds: 3 },
      },
    ])
    expect(saved).toHaveBeenCalledOnce()
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
})
