import { afterEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
import { changed, NO_PREFERENCES, type Preferences } from '../../../studio/preferences'
import type { About } from '../../../studio/requests/desktop'
import type { Shell } from '../../../studio/shell'
import { App } from '../../state/app.svelte'
import { theme } from '../../state/theme.svelte'
import { fakeShell } from '../../testing/fake-shell'
import { fakeStudio, HELLO, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import PreferencesView from './PreferencesView.svelte'

let studio: FakeStudio
let app: App
const ABOUT: About = {
  versions: [],
  engines: [],
  dataFolder: { path: '/home/ada/.local/share/easel', from: 'platform' },
}

async function open(answers: Answers = {}, shell?: Shell, preferences: Partial<Preferences> = {}) {
  let now = { ...NO_PREFERENCES, ...preferences }
  studio = fakeStudio({
    hello: () => ({ ...HELLO, preferences: now }),
    about: () => ABOUT,
    prefer: (change) => (now = changed(now, change)),
    ...answers,
  })
  app = await App.open(studio.connection, shell)
  render(InApp, { app, view: PreferencesView })
}
const preferred = () => studio.calls.filter(({ name }) => name === 'prefer').map(({ body }) => body)
const ground = () => getComputedStyle(document.body).backgroundColor
afterEach(() => theme.choose('system'))

describe('the theme', () => {
  it('changes at once, and is kept for the next window’s first paint too', async () => {
    await open()
    await page.getByRole('radio', { name: 'Dark' }).click()
    expect(ground()).toBe('rgb(21, 23, 26)')
    expect(localStorage.getItem('easel.theme')).toBe('dark')
    await page.getByRole('radio', { name: 'Light' }).click()
    expect(ground()).toBe('rgb(244, 242, 238)')
    expect(preferred()).toEqual([{ theme: 'dark' }, { theme: 'light' }])
  })

  it('is as preferred from the start, and follows another window', async () => {
    await open({}, undefined, { theme: 'dark' })
    expect(ground()).toBe('rgb(21, 23, 26)')
    studio.tell({ kind: 'preferences', preferences: { ...NO_PREFERENCES, theme: 'light' } })
    await expect.element(page.getByRole('radio', { name: 'Light' })).toBeChecked()
    expect(ground()).toBe('rgb(244, 242, 238)')
  })

  it('goes back when it could not be kept', async () => {
    const full = () => {
      throw new StudioError(
        'Cannot write preferences.json: the disk is full',
        'Free some space and try again.',
      )
    }
    await open({ prefer: full }, undefined, { theme: 'light' })
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expect.element(page.getByRole('radio', { name: 'Light' })).toBeChecked()
    expect(app.notices.list.map(({ message }) => message)).toEqual([
      'Cannot write preferences.json: the disk is full.',
    ])
  })
})

it('the engine of new runs is one that is here, or the fastest', async () => {
  await open()
  const engine = page.getByLabelText('Engine')
  await expect.element(page.getByRole('option', { name: 'JavaScript (not available)' })).toBeDisabled()
  await engine.selectOptions('WebAssembly · CPU')
  await engine.selectOptions('The fastest one here')
  expect(preferred()).toEqual([{ engine: 'wasm' }, { engine: null }])
})

describe('the data folder', () => {
  it('is chosen in the desktop’s dialog, and holds from the next start on', async () => {
    await open({}, fakeShell({ chooseFolder: async () => '/mnt/large' }))
    await page.getByRole('button', { name: 'Choose another folder…' }).click()
    await expect.element(page.getByRole('status')).toHaveTextContent('From the next start on: /mnt/large')
    await page.getByRole('button', { name: 'Use the usual folder' }).click()
    await expect.element(page.getByRole('status')).not.toBeInTheDocument()
    expect(preferred()).toEqual([{ dataFolder: '/mnt/large' }, { dataFolder: null }])
  })

  it('is not what is preferred where EASEL_HOME says otherwise', async () => {
    const about = () => ({ ...ABOUT, dataFolder: { path: '/mnt/lab', from: 'environment' as const } })
    await open({ about }, fakeShell(), { dataFolder: '/mnt/large' })
    await expect.element(page.getByText(/EASEL_HOME says so/)).toBeVisible()
    await expect.element(page.getByRole('button')).not.toBeInTheDocument()
    await expect.element(page.getByRole('status')).not.toBeInTheDocument()
  })

  it('can not be chosen in a browser, which says how else', async () => {
    await open()
    await expect.element(page.getByText(/start Easel with the variable EASEL_HOME/)).toBeVisible()
    await expect.element(page.getByRole('button', { name: /folder/ })).not.toBeInTheDocument()
  })
})

it('notifications can be turned off', async () => {
  await open({}, fakeShell())
  await page.getByRole('checkbox', { name: /Tell me when a run ends/ }).click()
  expect(preferred()).toEqual([{ notifications: false }])
})
