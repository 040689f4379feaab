import { expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { App } from '../../state/app.svelte'
import { fakeStudio, HELLO } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import AboutView from './AboutView.svelte'

it('tells versions and engines, and the licences that are sought', async () => {
  const studio = fakeStudio({
    about: () => ({
      versions: [{ name: 'Easel', version: '0.1.0' }],
      engines: HELLO.engines,
      dataFolder: { path: '/home/ada', from: 'platform' },
    }),
  })
  const app = await App.open(studio.connection, undefined)
  render(InApp, { app, view: AboutView })
  await expect.element(page.getByRole('region', { name: 'Versions' })).toHaveTextContent('Easel 0.1.0')
  await expect.element(page.getByRole('region', { name: 'Engines' })).toHaveTextContent('Native, 2 threads')
  await page.getByRole('searchbox', { name: 'Find a package or a licence' }).fill('zod')
  await expect.element(page.getByRole('status')).toHaveTextContent(/^1 of \d+ packages$/)
  await page.getByText('zod').click()
  await expect.element(page.getByText(/Permission is hereby granted/)).toBeVisible()
})
