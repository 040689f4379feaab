import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { packed } from '../../../snapshots/fixture'
import { StudioError } from '../../../studio/api'
import type { RunDetail } from '../../../studio/requests/runs'
import type { RunSummary, StepMetrics } from '../../../studio/run'
import { App } from '../../state/app.svelte'
import { madeCurves, madeFrame, noCurves } from '../../testing/drawings'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import { canvasIn, drawn } from '../../testing/pixels'
import WatchView from './WatchView.svelte'

const RUN = 'strokes-laptop-1'
let studio: FakeStudio
let app: App
let exists: boolean

async function watch(
  change: Partial<RunSummary> = {},
  answers: Answers = {},
  detail: Partial<RunDetail> = {},
) {
  const summary = runOf({ state: 'running', step: 300, until: 5000, ...change })
  studio = fakeStudio({
    runs: () => (exists ? [summary] : []),
    run: () => ({ ...detailOf(summary), ...detail }),
    curves: () => madeCurves(summary.step),
    snapshot: ({ step }) => packed(madeFrame(step)),
    watch: () => null,
    frameTaken: () => null,
    command: () => null,
    continue: () => null,
    ...answers,
  })
  app = await App.open(studio.connection, undefined)
  return render(InApp, { app, view: WatchView })
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const called = (name: string) => studio.calls.filter((call) => call.name === name).map(({ body }) => body)
const state = (now: RunSummary['state'], step = 300) =>
  studio.tell({ kind: 'state', run: RUN, state: now, step, until: 5000, device: 'CPU' })
const metrics = (step: number): StepMetrics => ({
  step,
  bound: 123.4,
  lx: 100.1,
  lz: 23.3,
  gradNorm: 1,
  imagesPerSecond: 100,
  seconds: step,
})
const status = (word: string) => page.getByRole('status').filter({ hasText: word })

beforeEach(() => {
  localStorage.removeItem('easel.watch')
  location.hash = `#/watch/${RUN}`
  exists = true
})

describe('a run that trains', () => {
  it('shows its state, step, epoch and engine', async () => {
    await watch()
    await expect.element(page.getByRole('heading', { level: 1, name: 'Strokes · Laptop' })).toBeVisible()
    await expect.element(status('Running')).toBeVisible()
    await expect.element(page.getByText('300 of 5,000')).toBeVisible()
    await expect.element(page.getByText('0.6 of 10.0')).toBeVisible()
    await expect.element(page.getByText('TensorFlow · CPU')).toBeVisible()
  })

  it('asks for frames while it is looked at, and no longer', async () => {
    const view = await watch()
    await expect.poll(() => called('watch')).toEqual([{ run: RUN }])
    await view.unmount()
    await expect.poll(() => called('watch').at(-1)).toEqual({ run: null })
  })

  it('takes the next frame only after this one was drawn', async () => {
    await watch({}, {}, { snapshots: [] })
    await expect.element(page.getByText('The first canvases are on their way.')).toBeVisible()
    let pictureWhenTaken = false
    const frame = madeFrame(301)
    frame.samples.canvases.fill(200)
    const { frameTaken } = app.studio
    app.studio.frameTaken = (body) => {
      const list = page.getByRole('listbox', { name: 'Samples' }).element()
      const canvas = canvasIn(list.parentElement ?? list)
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      pictureWhenTaken = data?.includes(200) ?? false
      return frameTaken(body)
    }
    studio.tell({ kind: 'frame', run: RUN, frame })
    await expect.poll(() => called('frameTaken').length).toBe(1)
    expect(pictureWhenTaken).toBe(true)
  })

  it('keeps t when a frame arrives', async () => {
    await watch()
    const slider = page.getByRole('slider', { name: 'Glimpse t' })
    await slider.fill('4')
    studio.tell({ kind: 'frame', run: RUN, frame: madeFrame(301) })
    await drawn()
    await expect.element(page.getByText('t = 4 of 10')).toBeVisible()
  })

  it('follows the metrics', async () => {
    await watch({ step: 2 }, { curves: noCurves })
    studio.tell({
      kind: 'metrics',
      run: RUN,
      training: [metrics(3), metrics(4)],
      validation: [{ step: 4, bound: 222.2, lx: 200, lz: 22.2 }],
    })
    await expect.element(page.getByText('4 of 5,000')).toBeVisible()
    await expect.element(page.getByRole('cell', { name: '123.4' })).toBeVisible()
    await expect.element(page.getByRole('cell', { name: '222.2' })).toBeVisible()
    // A second a step, 4,996 to go.
    await expect.element(page.getByText('1 h 23 min')).toBeVisible()
  })

  it('pauses and resumes, and shows at once that it was heard', async () => {
    await watch()
    await button('Pause').click()
    await expect.element(button('Pausing…')).toBeDisabled()
    expect(called('command')).toEqual([{ run: RUN, command: 'pause' }])
    state('paused')
    await expect.element(status('Paused')).toBeVisible()
    await button('Resume').click()
    state('running')
    await expect.element(button('Pause')).toBeEnabled()
  })

  it('saves a checkpoint when asked, and says so', async () => {
    await watch()
    await button('Checkpoint now').click()
    await expect.element(button('Saving…')).toBeDisabled()
    const [checkpoint] = detailOf(runOf()).checkpoints
    if (checkpoint) studio.tell({ kind: 'checkpoint', run: RUN, checkpoint })
    await expect.element(button('Checkpoint now')).toBeEnabled()
    expect(app.notices.list.map(({ message }) => message)).toEqual(['Checkpoint kept at step 4,000.'])
  })

  it('is discarded only after the question was answered', async () => {
    await watch()
    await button('Stop and discard').click()
    const dialog = page.getByRole('dialog', { name: 'Discard this run?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(called('command')).toEqual([])
    await button('Stop and discard').click()
    await dialog.getByRole('button', { name: 'Discard run' }).click()
    await expect.poll(() => called('command')).toEqual([{ run: RUN, command: 'stop-discard' }])
    await expect.element(button('Discarding…')).toBeDisabled()
    exists = false
    state('stopped')
    studio.tell({ kind: 'runs' })
    await expect.poll(() => location.hash).toBe('#/runs')
  })

  it('gives a refused command back with its reason', async () => {
    const refuse = () => Promise.reject(new StudioError('This run is not being trained.', 'Resume it first.'))
    await watch({}, { command: refuse })
    await button('Stop and keep').click()
    await expect.element(button('Stop and keep')).toBeEnabled()
    expect(app.notices.list).toMatchObject([{ kind: 'error', remedy: 'Resume it first.' }])
  })
})

describe('a run that does not train', () => {
  it('is shown by its last snapshot, and goes on for so many steps', async () => {
    await watch({ state: 'stopped' })
    await expect.poll(() => called('snapshot')).toEqual([300, 200, 100].map((step) => ({ run: RUN, step })))
    await expect.element(button('Pause')).not.toBeInTheDocument()
    await page.getByLabelText('More steps').fill('250')
    await button('Continue').click()
    await expect.poll(() => called('continue')).toEqual([{ run: RUN, checkpoint: 'latest', steps: 250 }])
  })

  it('is queued while another one trains, and then waits', async () => {
    const mine = runOf({ state: 'stopped', step: 300, until: 5000 })
    const other = runOf({ id: 'other', name: 'Other', state: 'running' })
    await watch({ state: 'stopped' }, { runs: () => [other, mine] })
    await expect.element(button('Resume')).not.toBeInTheDocument()
    await button('Queue').click()
    await expect
      .poll(() => called('continue'))
      .toEqual([{ run: RUN, checkpoint: 'latest', steps: 1000, queue: true }])
    await expect
      .poll(() => app.notices.list.map(({ message }) => message))
      .toEqual([`“${mine.name}” waits in the queue.`])
    await expect.element(button('Queue')).toBeEnabled()
  })

  it('says why it failed, and is resumed from its checkpoint', async () => {
    await watch({
      state: 'failed',
      failure: { message: 'The loss became NaN.', remedy: 'Lower the learning rate.' },
    })
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('The loss became NaN. Lower the learning rate.')
    await button('Resume from checkpoint').click()
    await expect.poll(() => called('continue')).toEqual([{ run: RUN, checkpoint: 'latest', steps: 1 }])
  })

  it('that was started this moment is starting until its first step', async () => {
    await watch({ state: 'running', step: 0 }, { curves: noCurves }, { checkpoints: [], snapshots: [] })
    await expect.element(status('Starting…')).toBeVisible()
    state('running', 0)
    await expect.element(status('Starting…')).toBeVisible()
    studio.tell({ kind: 'metrics', run: RUN, training: [metrics(1)], validation: [] })
    await expect.element(status('Running')).toBeVisible()
  })

  it('says what it does until its first step, for how long, and what comes of a command meanwhile', async () => {
    await watch(
      { state: 'running', step: 0 },
      { curves: noCurves },
      { checkpoints: [], snapshots: [], preparing: { what: 'engine', seconds: 7 } },
    )
    await expect.element(status('Loading the engine… 7 s')).toBeVisible()
    studio.tell({ kind: 'preparing', run: RUN, what: 'compile', seconds: 9 })
    await expect.element(status('Compiling… 9 s')).toBeVisible()
    await expect.element(status('Compiling… 10 s')).toBeVisible()
    await button('Stop and keep').click()
    await expect.element(status('Compiling, then stopping…')).toBeVisible()
    state('running', 0)
    await expect.element(status('Compiling')).toBeVisible()
    studio.tell({ kind: 'frame', run: RUN, frame: madeFrame(0) })
    await expect.element(status('Compiling')).toBeVisible()
    studio.tell({ kind: 'metrics', run: RUN, training: [metrics(1)], validation: [] })
    await expect.element(status('Running')).toBeVisible()
  })

  it('shows that it starts when it is resumed, whatever its step', async () => {
    await watch({ state: 'stopped', step: 300 }, {}, { checkpoints: [] })
    await button('Resume').click()
    studio.tell({ kind: 'preparing', run: RUN, what: 'data', seconds: 0 })
    await expect.element(status('Reading the data…')).toBeVisible()
    studio.tell({ kind: 'preparing', run: RUN, what: 'compile', seconds: 2 })
    await button('Pause').click()
    await expect.element(status('Compiling, then pausing…')).toBeVisible()
    state('paused')
    await expect.element(status('Paused')).toBeVisible()
  })

  it('that cannot be opened says so', async () => {
    await watch({}, { run: () => Promise.reject(new StudioError('run.json is missing.', 'Restore it.')) })
    await expect.element(page.getByText('run.json is missing. Restore it.')).toBeVisible()
  })
})

it('without any run there is a way to the first', async () => {
  location.hash = '#/watch'
  await watch({}, { runs: () => [] })
  await button('Set up a run').click()
  expect(location.hash).toBe('#/new')
})
