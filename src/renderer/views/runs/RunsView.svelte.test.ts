import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { RunSummary } from '../../../studio/run'
import { App } from '../../state/app.svelte'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import { newRunOf } from '../new-run/kept.svelte'
import RunsView from './RunsView.svelte'

let app: App
let studio: FakeStudio

async function open(runs: RunSummary[], answers: Answers = {}): Promise<void> {
  studio = fakeStudio({
    runs: () => [...runs],
    run: ({ run }) => detailOf(runOf(runs.find(({ id }) => id === run))),
    ...answers,
  })
  app = await App.open(studio.connection, undefined)
  render(InApp, { app, view: RunsView })
}
const bodyOf = (name: string) => studio.calls.findLast((call) => call.name === name)?.body
const names = () =>
  page
    .getByRole('rowheader')
    .elements()
    .map((cell) => cell.textContent.trim())
const run = (id: string, change: Partial<RunSummary> = {}) => runOf({ id, name: id, ...change })

beforeEach(() => {
  location.hash = ''
  localStorage.clear()
})

it('says what to do when there are no runs', async () => {
  await open([])
  await page.getByRole('button', { name: 'Set up the first run' }).click()
  expect(app.view.place).toBe('new')
})

describe('the table', () => {
  it('lists the newest first, and sorts by a column both ways, runs without a bound last', async () => {
    await open([
      run('old', { created: '2026-01-01T00:00:00Z', bestScore: 90 }),
      run('new', { created: '2026-03-01T00:00:00Z', bestScore: null }),
      run('middle', { created: '2026-02-01T00:00:00Z', bestScore: 100 }),
    ])
    expect(names()).toEqual(['new', 'middle', 'old'])
    await page.getByRole('button', { name: /Best score/ }).click()
    await expect.poll(names).toEqual(['old', 'middle', 'new'])
    await expect
      .element(page.getByRole('columnheader', { name: /Best score/ }))
      .toHaveAttribute('aria-sort', 'ascending')
    await page.getByRole('button', { name: 'Name' }).click()
    await expect.poll(names).toEqual(['middle', 'new', 'old'])
  })

  it('says what a score is of, and in which variant of the data', async () => {
    const variant = 'grey pixels, 4 pieces of 8 × 8 clutter on 60 × 60'
    await open([run('a'), run('b', { task: 'classify', bestScore: 0.036, datasetTitle: 'MNIST', variant })])
    await expect.element(page.getByRole('cell', { name: 'L 96.4 nats' })).toBeVisible()
    await expect.element(page.getByRole('cell', { name: 'Error 3.6 %' })).toBeVisible()
    await expect.element(page.getByRole('cell', { name: `MNIST ${variant}` })).toBeVisible()
  })

  it('keeps the data set, below the name, where it has no room for a column', async () => {
    await page.viewport(1024, 700)
    try {
      await open([run('a', { variant: 'dynamic pixels, pairs on 60 × 60' })])
      await page.getByRole('link', { name: 'a', exact: true }).click()
      await expect
        .element(page.getByRole('rowheader'))
        .toHaveTextContent('a Strokes, dynamic pixels, pairs on 60 × 60')
      await expect.element(page.getByRole('columnheader', { name: 'Data set' })).not.toBeInTheDocument()
    } finally {
      await page.viewport(1280, 800)
    }
  })

  it('follows a run that is training', async () => {
    await open([run('live', { state: 'running', step: 10, until: 500 })])
    const training = [{ step: 42, bound: 1, lx: 1, lz: 0, gradNorm: 1, imagesPerSecond: 1, seconds: 1 }]
    studio.tell({ kind: 'metrics', run: 'live', training, validation: [] })
    await expect.element(page.getByRole('cell', { name: '42 of 500' })).toBeVisible()
  })

  it('says what is wrong with a damaged run', async () => {
    await open([run('torn', { damaged: 'run.json ends in the middle.' })])
    await expect.element(page.getByRole('cell', { name: /run\.json ends in the middle/ })).toBeVisible()
  })
})

describe('a chosen run', () => {
  const choose = (name: string) => page.getByRole('link', { name }).click()

  it('shows its checkpoints, and resumes from one up to the end that was set', async () => {
    await open([run('a')], { continue: () => null })
    await choose('a')
    const item = page.getByRole('listitem').filter({ hasText: 'Step 4,000' })
    await expect.element(item).toHaveTextContent('kept')
    await item.getByRole('button', { name: 'Resume from here' }).click()
    expect(bodyOf('continue')).toEqual({ run: 'a', checkpoint: 4000, steps: 1000 })
    await expect.poll(() => app.view).toEqual({ place: 'watch', run: 'a' })
  })

  it('continues from the newest checkpoint for as many steps as are asked', async () => {
    await open([run('a')], { continue: () => null })
    await choose('a')
    await page.getByLabelText('More steps').fill('0')
    await expect.element(page.getByRole('button', { name: 'Continue' })).toBeDisabled()
    await page.getByLabelText('More steps').fill('250')
    await page.getByRole('button', { name: 'Continue' }).click()
    expect(bodyOf('continue')).toEqual({ run: 'a', checkpoint: 'latest', steps: 250 })
  })

  it('is deleted only after it was asked by name', async () => {
    const runs = [run('a'), run('b')]
    await open(runs, {
      deleteRun: ({ run: id }) => {
        runs.splice(0, runs.length, ...runs.filter((one) => one.id !== id))
        return null
      },
    })
    await choose('a')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete “a”?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(bodyOf('deleteRun')).toBeUndefined()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog.getByRole('button', { name: 'Delete run' }).click()
    await expect.poll(names).toEqual(['b'])
    expect(app.view).toEqual({ place: 'runs', run: null })
    expect(app.notices.list).toMatchObject([{ kind: 'info', message: '“a” was deleted.' }])
  })

  it('is renamed, but not to nothing', async () => {
    await open([run('a')], { rename: () => null })
    await choose('a')
    await page.getByRole('button', { name: 'Rename' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabelText('Name').fill('  ')
    await expect.element(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled()
    await dialog.getByLabelText('Name').fill('Best so far')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => bodyOf('rename')).toEqual({ run: 'a', name: 'Best so far' })
    await expect.element(dialog).not.toBeInTheDocument()
  })

  it('that failed says why and what to do', async () => {
    const failure = { message: 'The loss became NaN at step 232.', remedy: 'Lower the learning rate.' }
    await open([run('a', { state: 'failed', failure })])
    await choose('a')
    await expect.element(page.getByText(failure.message)).toBeVisible()
    await expect.element(page.getByText(failure.remedy)).toBeVisible()
  })

  it('is loaded once, however many steps it makes meanwhile', async () => {
    await open([run('a', { state: 'running', step: 1, until: 500 })])
    await choose('a')
    await expect.element(page.getByText('Step 4,000', { exact: true })).toBeVisible()
    const training = [{ step: 42, bound: 1, lx: 1, lz: 0, gradNorm: 1, imagesPerSecond: 1, seconds: 1 }]
    studio.tell({ kind: 'metrics', run: 'a', training, validation: [] })
    await expect.element(page.getByRole('complementary')).toHaveTextContent('42 of 500')
    expect(studio.calls.filter(({ name }) => name === 'run')).toHaveLength(1)
  })

  it('that is training can be neither continued, resumed nor deleted', async () => {
    await open([run('a', { state: 'running' })])
    await choose('a')
    await expect.element(page.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled()
    await expect.element(page.getByRole('button', { name: /Resume from here/ }).first()).toBeDisabled()
    await expect.element(page.getByRole('button', { name: 'Continue' })).not.toBeInTheDocument()
  })
})

describe('many runs', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    run(`run-${i}`, { name: `Run ${i}`, created: new Date(2026, 0, 1, 0, i).toISOString() }),
  )
  it('are drawn as far as they are seen, and walked by arrows', async () => {
    await open(many)
    await expect.poll(() => names()[0]).toBe('Run 999')
    expect(names().length).toBeLessThan(80)
    await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', '1001')
    page.getByRole('link', { name: 'Run 999', exact: true }).element().focus()
    for (let i = 0; i < 60; i++) await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => document.activeElement?.textContent).toBe('Run 939')
  })
  it('are narrowed by words, state and tag, and all shown again', async () => {
    await open([run('a', { tags: ['night'] }), run('b', { state: 'failed' }), run('c', { note: 'thin' })])
    await page.getByRole('searchbox', { name: 'Find a run' }).fill('THIN')
    await expect.poll(names).toEqual(['c'])
    await expect.element(page.getByText('1 of 3 runs')).toBeVisible()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByLabelText('State', { exact: true }).selectOptions('Failed')
    await expect.poll(names).toEqual(['b'])
    await page.getByLabelText('State', { exact: true }).selectOptions('Any state')
    await page.getByLabelText('Tag', { exact: true }).selectOptions('night')
    await expect.poll(names).toEqual(['a night'])
  })
  it('have the columns that were chosen, settings too, and keep them', async () => {
    await open([run('a')])
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Glimpses' }).click()
    await userEvent.keyboard('{Escape}')
    await page.getByRole('button', { name: 'Glimpses' }).click()
    await expect
      .element(page.getByRole('columnheader', { name: 'Glimpses' }))
      .toHaveAttribute('aria-sort', 'ascending')
    expect(localStorage.getItem('easel:runs-table')).toContain('glimpses')
  })
  it('that are chosen are compared, tagged and deleted together', async () => {
    await open([run('a'), run('b', { tags: ['night'] })], { annotate: () => null })
    await page.getByRole('checkbox', { name: 'Select all runs' }).click()
    await page.getByLabelText('Tag to add').fill('night')
    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    await expect
      .poll(() => studio.calls.filter(({ name }) => name === 'annotate').map(({ body }) => body))
      .toEqual([{ run: 'a', tags: ['night'] }])
    await page.getByRole('button', { name: 'Delete…' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Delete 2 runs?' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Compare' }).click()
    expect(app.view).toMatchObject({ run: 'compare', query: { runs: 'a@latest b@latest' } })
  })
})

describe('the queue', () => {
  const waiting = [
    run('now', { state: 'running' }),
    run('next', { queued: 1, state: 'stopped' }),
    run('last', { queued: 2, queuedSteps: 1000, state: 'stopped' }),
  ]
  const answers = { moveQueued: () => null, removeQueued: () => null, startQueued: () => null }

  it('is reordered by buttons and keys, and emptied', async () => {
    await open(waiting, answers)
    await expect.element(page.getByText('The next starts when “now” ends.')).toBeVisible()
    await expect.element(page.getByText('Strokes, 1,000 more steps')).toBeVisible()
    await page.getByRole('button', { name: 'Move last up' }).click()
    expect(bodyOf('moveQueued')).toEqual({ run: 'last', to: 1 })
    page.getByRole('region', { name: 'Queue' }).getByRole('link', { name: 'next' }).element().focus()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await expect.poll(() => bodyOf('moveQueued')).toEqual({ run: 'next', to: 2 })
    await page.getByRole('button', { name: 'Remove next from the queue' }).click()
    expect(bodyOf('removeQueued')).toEqual({ run: 'next' })
  })
  it('starts a run at once only after it said what becomes of the other', async () => {
    await open(waiting, answers)
    await page.getByRole('button', { name: 'Start last now' }).click()
    expect(bodyOf('startQueued')).toBeUndefined()
    await expect.element(page.getByText('“now” is stopped and kept')).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Start now' }).click()
    expect(bodyOf('startQueued')).toEqual({ run: 'last' })
  })
  it('takes a run that is to go on while another trains', async () => {
    await open([run('now', { state: 'running' }), run('a')], { continue: () => null })
    await page.getByRole('link', { name: 'a', exact: true }).click()
    await page.getByRole('button', { name: 'Queue', exact: true }).click()
    expect(bodyOf('continue')).toEqual({ run: 'a', checkpoint: 'latest', steps: 1000, queue: true })
  })
})

describe('a run that is opened', () => {
  it('takes tags and a note', async () => {
    await open([run('a', { tags: ['old'] })], { annotate: () => null })
    await page.getByRole('link', { name: 'a', exact: true }).click()
    await page.getByLabelText('Add a tag').fill('new')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => bodyOf('annotate')).toEqual({ run: 'a', tags: ['old', 'new'] })
    await page.getByLabelText('Note', { exact: true }).fill('thin strokes')
    await page.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => bodyOf('annotate')).toEqual({ run: 'a', note: 'thin strokes' })
  })
  it('gives its settings, and its checkpoints, to new runs', async () => {
    await open([run('a', { name: 'Parent' })])
    await page.getByRole('link', { name: 'Parent' }).click()
    await page.getByRole('button', { name: 'Fork from here, step 4000' }).click()
    await expect.poll(() => app.view.place).toBe('new')
    const { draft } = newRunOf(app)
    expect(draft.fork).toMatchObject({ step: 4000, before: { id: 'a' } })
    expect(draft.settings).toMatchObject({ hidden: 128, steps: 5000 })
    draft.set('hidden', '64')
    expect(draft.obstacle).toMatch(/LSTM size was 128/)
    draft.fork = undefined
    expect(draft.obstacle).toBe('')
  })
  it('keeps a note on a checkpoint, and deletes one after asking', async () => {
    await open([run('a')], { labelCheckpoint: () => null, deleteCheckpoint: () => null })
    await page.getByRole('link', { name: 'a', exact: true }).click()
    await page.getByRole('button', { name: 'More of step 4500' }).click()
    await page.getByLabelText('Note on step 4500').fill('first good one')
    await userEvent.keyboard('{Enter}')
    await expect
      .poll(() => bodyOf('labelCheckpoint'))
      .toEqual({ run: 'a', step: 4500, label: 'first good one' })
    await page.getByRole('button', { name: 'Delete…' }).click()
    expect(bodyOf('deleteCheckpoint')).toBeUndefined()
    await page.getByRole('button', { name: 'Delete checkpoint' }).click()
    await expect.poll(() => bodyOf('deleteCheckpoint')).toEqual({ run: 'a', step: 4500 })
  })
})
