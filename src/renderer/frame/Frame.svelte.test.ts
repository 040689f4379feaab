import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { StudioError } from '../../studio/api'
import AppRoot from '../App.svelte'
import { App } from '../state/app.svelte'
import { theme } from '../state/theme.svelte'
import { fakeStudio, runOf, type Answers, type FakeStudio } from '../testing/fake-studio'

let studio: FakeStudio
let app: App

async function open(answers: Answers = {}): Promise<void> {
  studio = fakeStudio(answers)
  app = await App.open(studio.connection, undefined)
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

  it('switches the theme, and the choice is kept', async () => {
    await open()
    await page.getByLabelText('Theme').selectOptions('Dark')
    const ground = () => getComputedStyle(document.body).backgroundColor
    expect(ground()).toBe('rgb(21, 23, 26)')
    expect(localStorage.getItem('easel.theme')).toBe('dark')
    await page.getByLabelText('Theme').selectOptions('Light')
    expect(ground()).toBe('rgb(244, 242, 238)')
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
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
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
