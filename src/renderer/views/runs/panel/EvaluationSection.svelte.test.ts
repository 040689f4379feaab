import { beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import type { Evaluation } from '../../../../studio/run'
import { App } from '../../../state/app.svelte'
import { boundOf, errorOf } from '../../../testing/evaluations'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from '../../../testing/fake-studio'
import InApp from '../../../testing/InApp.svelte'
import RunsView from '../RunsView.svelte'

const RUN = 'strokes-laptop-1'
let studio: FakeStudio
let app: App

async function open(evaluations: Evaluation[], answers: Answers = {}, channels = 1) {
  const summary = runOf(evaluations[0]?.result.task === 'classify' ? { task: 'classify' } : {})
  const detail = detailOf(summary)
  const manifest = { ...detail.manifest, dataset: { ...detail.manifest.dataset, channels } }
  studio = fakeStudio({
    runs: () => [summary],
    run: () => ({ ...detail, manifest }),
    evaluations: () => [...evaluations],
    ...answers,
  })
  app = await App.open(studio.connection, undefined)
  const rendered = render(InApp, { app, view: RunsView })
  await page.getByRole('tab', { name: 'Evaluation' }).click()
  return rendered
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const group = (name: string) => page.getByRole('region', { name })

beforeEach(() => {
  location.hash = `#/runs/${RUN}`
})

it('evaluates the checkpoint and split chosen, says how far it is, and lists what came', async () => {
  const evaluations: Evaluation[] = []
  let finish: (evaluation: Evaluation) => void = () => {}
  await open(evaluations, { evaluate: () => new Promise((resolve) => (finish = resolve)) })
  await page.getByRole('combobox', { name: 'Checkpoint' }).selectOptions('4000')
  await page.getByLabelText('Split').selectOptions('Validation')
  await page.getByLabelText('Images').selectOptions('First 1,000')
  await button('Evaluate').click()
  expect(studio.calls.find(({ name }) => name === 'evaluate')?.body).toEqual({
    run: RUN,
    checkpoint: 4000,
    split: 'validation',
    limit: 1000,
  })
  studio.tell({ kind: 'progress', job: 'evaluate', done: 300, total: 1000 })
  await expect.element(page.getByText('300 of 1,000')).toBeVisible()
  await expect
    .element(page.getByRole('progressbar', { name: 'Images evaluated' }))
    .toHaveAttribute('value', '300')
  const made = boundOf({ split: 'validation', step: 4000, images: 1000 })
  evaluations.push(made)
  finish(made)
  await expect.element(group('Validation, dynamic pixels').getByText('96.4 nats')).toBeVisible()
  await expect.element(button('Evaluate')).toBeEnabled()
})

it('asks for the whole split unless told otherwise', async () => {
  await open([], { evaluate: () => new Promise(() => {}) })
  await expect.element(page.getByRole('option', { name: 'All 10,000' })).toBeInTheDocument()
  await button('Evaluate').click()
  expect(studio.calls.find(({ name }) => name === 'evaluate')?.body).toEqual({
    run: RUN,
    checkpoint: 'latest',
    split: 'test',
  })
})

it('can be cancelled, and goes on while other views are looked at', async () => {
  let refuse: (reason: Error) => void = () => {}
  const view = await open([], {
    evaluate: () => new Promise((_, reject) => (refuse = reject)),
    cancelEvaluate: () => {
      refuse(new Error('Cancelled.'))
      return null
    },
  })
  await button('Evaluate').click()
  await view.unmount()
  await render(InApp, { app, view: RunsView })
  await button('Cancel').click()
  await expect.element(button('Evaluate')).toBeEnabled()
  expect(app.notices.list).toEqual([])
})

it('keeps numbers of different splits and variants apart', async () => {
  await open([
    boundOf({ step: 4000, created: '2026-11-20T14:00:00Z' }),
    boundOf({ variant: 'grey pixels', created: '2026-11-20T14:30:00Z' }),
    boundOf({ split: 'train', created: '2026-11-20T14:40:00Z' }),
    boundOf(),
  ])
  await expect.element(group('Test, dynamic pixels')).toBeVisible()
  const groups = page.getByRole('region', { name: /pixels$/ }).elements()
  expect(groups.map((one) => one.querySelectorAll('details').length)).toEqual([2, 1, 1])
  await expect
    .element(page.getByRole('img', { name: /^Nats each glimpse adds to Lz: 4\.00 nats, 3\.00 nats/ }))
    .toBeVisible()
  await expect.element(page.getByText('Lx 80.1 nats, Lz 16.3 nats').first()).toBeVisible()
})

it('says of colour what its nats are not', async () => {
  await open([boundOf()], {}, 3)
  await expect.element(page.getByText(/independent Bernoulli/)).toBeVisible()
})

it('shows which classes a classifier takes for which', async () => {
  await open([errorOf()])
  const result = group('Test, dynamic pixels')
  await expect.element(result.getByText('9.0 %', { exact: false }).first()).toBeVisible()
  await expect.element(result.getByText('loss 0.312 nats')).toBeVisible()
  await expect.element(result.getByText(/^Most often: kind 0 taken for kind 1 \(10\)/)).toBeVisible()
  const table = page.getByRole('table', {
    name: 'Images of each class, by rows, and what they were taken for',
  })
  const row = table.getByRole('row').nth(4)
  await expect.element(row.getByRole('rowheader', { name: 'kind 3' })).toBeVisible()
  const cells = row.getByRole('cell').elements()
  expect(cells.map((cell) => cell.textContent.trim())).toEqual('0 0 0 90 10 0 0 0 0 0'.split(' '))
  expect(cells[4]?.getAttribute('title')).toBe('kind 3 taken for kind 4: 10, 10 %')
})

it('fits ten classes beside the table of runs, and scrolls for a hundred', async () => {
  const { unmount } = await open([errorOf()])
  const matrix = page.getByRole('region', { name: 'Confusion matrix' })
  await expect.element(matrix).toBeVisible()
  expect(matrix.element().scrollWidth).toBeLessThanOrEqual(matrix.element().clientWidth)
  await unmount()
  await open([errorOf(100)])
  await expect.poll(() => matrix.element().scrollWidth).toBeGreaterThan(1000)
  expect(matrix.element().clientWidth).toBeLessThan(400)
  await expect.element(matrix).toHaveAttribute('tabindex', '0')
})
