import { afterEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { App } from '../../state/app.svelte'
import { fakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import HelpView from './HelpView.svelte'

afterEach(() => {
  location.hash = ''
})

it('opens the guide, and leads from page to page', async () => {
  const app = await App.open(fakeStudio().connection, undefined)
  addEventListener('hashchange', () => app.follow(), { once: true })
  render(InApp, { app, view: HelpView })
  await expect.element(page.getByRole('heading', { level: 2, name: 'The studio' })).toBeVisible()
  await expect.element(page.getByRole('heading', { level: 3, name: 'Keys' })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click()
  await expect.element(page.getByRole('heading', { level: 2, name: 'Settings' })).toBeVisible()
})
