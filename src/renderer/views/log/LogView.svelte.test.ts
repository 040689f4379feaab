import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import type { LogTail } from '../../../studio/requests/desktop'
import type { Shell } from '../../../studio/shell'
import { App } from '../../state/app.svelte'
import { fakeShell } from '../../testing/fake-shell'
import { fakeStudio, runOf } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import LogView from './LogView.svelte'

const PATH = '/home/ada/.local/share/easel/logs/easel.log'
const TAIL: LogTail = {
  path: PATH,
  cut: false,
  entries: [
    { time: '2026-11-21 18:00:00.000', level: 'info', text: 'Easel 0.1.0 for browser' },
    { time: '2026-11-21 18:01:00.000', level: 'info', run: 'night', text: 'running at step 0 of 10' },
    { time: '2026-11-21 18:02:00.000', level: 'error', run: 'night', text: 'failed at step 7' },
  ],
}
let app: App

async function open(log: () => LogTail = () => TAIL, shell?: Shell) {
  const studio = fakeStudio({ runs: () => [runOf({ id: 'night', name: 'Overnight' })], log })
  app = await App.open(studio.connection, shell)
  render(InApp, { app, view: LogView })
}
const items = () => page.getByRole('listitem')

beforeEach(() => {
  location.hash = '#/log'
})
afterEach(() => {
  location.hash = ''
})

describe('the log', () => {
  it('is narrowed by level, words and run, newest first', async () => {
    await open()
    await expect
      .element(items().first())
      .toHaveTextContent('2026-11-21 18:02:00 Error Overnight failed at step 7')
    await page.getByLabelText('Find in the log').fill('step')
    await expect.element(page.getByText('2 entries')).toBeVisible()
    await page.getByLabelText('Level').selectOptions('Errors')
    await expect.element(page.getByText('1 entry')).toBeVisible()
    await page.getByLabelText('Level').selectOptions('Everything')
    await page.getByLabelText('Find in the log').fill('')
    await page.getByLabelText('Run').selectOptions('Overnight')
    expect(location.hash).toBe('#/log/night')
    await expect.element(page.getByText('2 entries')).toBeVisible()
  })

  it('grows while it is looked at', async () => {
    let tail = TAIL
    await open(() => tail)
    await expect.element(page.getByText('3 entries')).toBeVisible()
    tail = {
      ...TAIL,
      entries: [...TAIL.entries, { time: '2026-11-21 18:03:00.000', level: 'warn', text: 'more' }],
    }
    await expect.element(items().first()).toHaveTextContent('Warning more')
  })

  it('says that it is empty', async () => {
    await open(() => ({ ...TAIL, entries: [] }))
    await expect.element(page.getByText('The log is empty.')).toBeVisible()
  })

  it('is shown in its folder on the desktop only', async () => {
    const reveal = vi.fn()
    await open(undefined, fakeShell({ reveal }))
    await page.getByRole('button', { name: 'Show in folder' }).click()
    expect(reveal).toHaveBeenCalledWith(PATH)
  })
})
