import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { StudioError } from '../../studio/api'
import AppRoot from '../App.svelte'
import type { Shell } from '../../studio/shell'
import { App } from '../state/app.svelte'
import { theme } from '../state/theme.svelte'
import { fakeShell } from '../testing/fake-shell'
import { madeDrawing } from '../testing/drawings'
import { detailOf, fakeStudio, runOf, STROKES, type Answers, type FakeStudio } from '../testing/fake-studio'

let studio: FakeStudio
let app: App

async function open(answers: Answers = {}, shell?: Shell): Promise<void> {
  studio = fakeStudio(answers)
  app = await App.open(studio.connection, shell)
  render(AppRoot, { opening: Promise.resolve(app) })
}
const heading = (name: string) => page.getByRole('heading', { level: 1, name })

beforeEach(() => {
  location.hash = ''
})
afterEach(() => theme.choose('system'))

describe('the rail', () => {
  it('leads to a place, marks it, and puts the keyboard there', async () => {
    await open()
    await expect.element(heading('New run')).toBeVisible()
    await page.getByRole('link', { name: 'Runs' }).click()
    await expect.element(heading('Runs')).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Runs' })).toHaveAttribute('aria-current', 'page')
    expect(location.hash).toBe('#/runs')
    await expect.element(page.getByRole('main')).toHaveFocus()
  })
})

describe('notices', () => {
  it('tell an error with its remedy until it is dismissed, once', async () => {
    await open()
    const error = new StudioError('run.json is damaged.', 'Restore it from a copy.')
    app.fail(error)
    app.fail(error)
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('run.json is damaged. Restore it from a copy.')
    await expect.element(page.getByRole('link', { name: 'Open the log' })).toBeVisible()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })
})

it('the list of runs follows what is saved: a checkpoint its score, a first snapshot its picture', async () => {
  let run = runOf({ state: 'running', bestScore: null })
  await open({ runs: () => [run] })
  location.hash = '#/runs'
  const row = page.getByRole('row', { name: /^(?!Name)/ }).filter({ hasText: run.name })
  await expect.element(row).toHaveTextContent(/–/)
  run = { ...run, bestScore: 110.59 }
  const { id } = run
  studio.tell({
    kind: 'checkpoint',
    run: id,
    checkpoint: { step: 500, score: 110.59, best: true, kept: false, bytes: 1, created: run.created },
  })
  await expect.element(row).toHaveTextContent('L 110.6 nats')
  run = { ...run, thumbnail: new Uint8Array(8) }
  studio.tell({ kind: 'snapshot', run: id, step: 600, made: 1, removed: [] })
  await expect.poll(() => document.querySelectorAll('[role=row] img, tr img').length).toBe(1)
})

describe('commands', () => {
  const training = { runs: () => [runOf({ name: 'Overnight', state: 'running', step: 129, until: 1000 })] }
  const told = () => studio.calls.filter(({ name }) => name === 'command').map(({ body }) => body)

  it('are given by keys', async () => {
    await open({ ...training, command: () => null })
    await userEvent.keyboard('{Control>}p{/Control}')
    expect(told()).toEqual([{ run: 'strokes-laptop-1', command: 'pause' }])
    await userEvent.keyboard('{Alt>}{Shift>}3{/Shift}{/Alt}')
    await expect.element(heading('Runs')).toBeVisible()
  })

  it('Export… from anywhere opens the dialog of the gallery, once', async () => {
    await open({
      runs: () => [runOf()],
      run: () => detailOf(runOf()),
      favourites: () => [],
      draw: ({ points }) => ({ step: 5000, drawing: madeDrawing({ count: points.length, reads: false }) }),
    })
    await page.getByRole('link', { name: 'Lab' }).click()
    await userEvent.keyboard('{Control>}e{/Control}')
    const dialog = page.getByRole('dialog', { name: 'Export' })
    await expect.element(dialog).toBeVisible()
    expect(location.hash).toBe('#/gallery')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect.element(dialog).not.toBeInTheDocument()
  })

  it('that can not be carried out now do not fall to the browser', async () => {
    await open()
    const press = new KeyboardEvent('keydown', { key: 's', code: 'KeyS', ctrlKey: true, cancelable: true })
    window.dispatchEvent(press)
    expect(press.defaultPrevented).toBe(true)
    expect(told()).toEqual([])
  })

  it('are not while a dialog asks something', async () => {
    await open(training)
    await userEvent.keyboard('{Control>}/{/Control}')
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await userEvent.keyboard('{Control>}p{/Control}{Control>},{/Control}')
    expect(told()).toEqual([])
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await expect.element(heading('New run')).toBeVisible()
  })

  it('that would lose a run ask first', async () => {
    await open({ ...training, command: () => null })
    app.commands.run('stop-discard')
    await page.getByRole('dialog').getByRole('button', { name: 'Discard run' }).click()
    expect(told()).toEqual([{ run: 'strokes-laptop-1', command: 'stop-discard' }])
  })

  it('of the menus are those of the window, and say what can be done there', async () => {
    const menu = vi.fn<Shell['menu']>()
    let choose: Parameters<Shell['onCommand']>[0] = () => {}
    let run = runOf({ state: 'running', step: 129, until: 1000 })
    await open({ runs: () => [run] }, fakeShell({ menu, onCommand: (listener) => (choose = listener) }))
    const last = () => menu.mock.lastCall?.[0]
    await expect.poll(() => last()?.enabled).toContain('checkpoint')
    expect(last()?.enabled).not.toContain('follow-training')
    expect(last()?.checked).toEqual(['go-new', 'theme-system'])
    expect(last()?.titles).toEqual({ start: 'Add to queue' })
    run = { ...run, state: 'paused' }
    studio.tell({ kind: 'runs' })
    await expect.poll(() => last()?.titles['pause-resume']).toBe('Resume')
    choose('log')
    await expect.element(heading('Log')).toBeVisible()
  })
})

describe('the list of commands', () => {
  const find = () => page.getByRole('combobox', { name: 'Find a place, a run, a command or a setting' })

  it('finds runs, commands and settings, and gives the keyboard back', async () => {
    await open({ runs: () => [runOf({ name: 'Overnight' })] })
    await page.getByRole('link', { name: 'Runs' }).click()
    await userEvent.keyboard('{Control>}k{/Control}')
    await find().fill('overn')
    await expect
      .element(page.getByRole('option', { name: /^Overnight Run/ }))
      .toHaveAttribute('aria-selected', 'true')
    await find().fill('light th')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(studio.calls.at(-1)).toEqual({ name: 'prefer', body: { theme: 'light' } })
    await userEvent.keyboard('{Control>}k{/Control}')
    await find().fill('no such thing')
    await expect.element(page.getByRole('dialog')).toHaveTextContent('Nothing is called “no such thing”.')
  })

  it('opens what asks further, and puts the keyboard where it leads', async () => {
    await open()
    await userEvent.keyboard('{Control>}k{/Control}')
    await find().fill('keyboard sh')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    // What closed before it must not take it along.
    await new Promise((resolve) => setTimeout(resolve, 100))
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await userEvent.keyboard('{Escape}{Control>}k{/Control}')
    await find().fill('gallery')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('main')).toHaveFocus()
  })

  it('leads to a setting', async () => {
    await open()
    await userEvent.keyboard('{Control>}k{/Control}')
    await find().fill('learning rate')
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}')
    await expect.element(page.getByRole('searchbox', { name: 'Find a setting' })).toHaveValue('Learning rate')
    await expect.element(page.getByRole('spinbutton', { name: 'Learning rate' })).toBeVisible()
  })
})

describe('what is dropped', () => {
  it('is imported wherever the window is', async () => {
    await open({ importFiles: () => ({ dataset: STROKES, notes: [] }) })
    app.go('runs')
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'train-images-idx3-ubyte'))
    const drag = (kind: string) =>
      window.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }))
    drag('dragover')
    await expect.element(page.getByText(/^Drop files or a folder/)).toBeVisible()
    drag('drop')
    await expect.element(page.getByText(/^Drop files or a folder/)).not.toBeInTheDocument()
    await expect.element(page.getByText('Strokes is in the library.')).toBeVisible()
  })
})

describe('the zip of a run that is dropped', () => {
  it('becomes a run, and is shown', async () => {
    const imported = runOf({ id: 'brought', name: 'Brought' })
    let runs = [runOf()]
    const importRun = vi.fn(() => {
      runs = [...runs, imported]
      return { run: imported.id, name: imported.name }
    })
    await open(
      { runs: () => runs, importRun, run: () => detailOf(imported) },
      fakeShell({ pathOf: () => '/tmp/brought.zip' }),
    )
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([zipSync({ 'brought/run.json': new Uint8Array(9) })], 'brought.zip'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    await expect.element(page.getByText('“Brought” was imported.')).toBeVisible()
    expect(location.hash).toBe('#/runs/brought')
    expect(importRun).toHaveBeenCalledWith({ path: '/tmp/brought.zip' })
  })
})

describe('the window', () => {
  it('shows the progress of training in its title', async () => {
    await open({ runs: () => [runOf({ name: 'Overnight', state: 'running', step: 129, until: 1000 })] })
    await expect.poll(() => document.title).toBe('12 % · Overnight – Easel')
  })

  it('says so when the studio has stopped answering', async () => {
    await open()
    studio.close()
    await expect.element(page.getByRole('alert')).toHaveTextContent('The studio has stopped answering.')
  })

  it('says so when the studio can not be reached at all', async () => {
    render(AppRoot, { opening: Promise.reject(new Error('The studio does not answer.')) })
    await expect.element(page.getByRole('alert')).toHaveTextContent('The studio does not answer.')
    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  })
})
