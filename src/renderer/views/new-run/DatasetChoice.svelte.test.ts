import { beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
import { App } from '../../state/app.svelte'
import { fakeStudio, MNIST, type Answers } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import NewRunView from './NewRunView.svelte'

async function open(answers: Answers) {
  const app = await App.open(fakeStudio(answers).connection, undefined)
  await render(InApp, { app, view: NewRunView })
}

beforeEach(() => {
  location.hash = ''
})

it('tells of an import above the cards, within sight wherever they are scrolled to', async () => {
  await page.viewport(1024, 700)
  try {
    const datasets = Array.from({ length: 20 }, (_, i) => ({ ...MNIST, id: `d${i}`, title: `Set ${i}` }))
    await open({
      datasets: () => datasets,
      importFiles: () => {
        throw new StudioError('train-images-idx3-ubyte ends after 4 bytes.', 'Download the file again.')
      },
    })
    page.getByRole('radio', { name: 'Set 19', exact: true }).element().scrollIntoView()
    const first = page.getByRole('radio', { name: 'Set 0', exact: true })
    await expect.element(first).not.toBeInViewport()
    await userEvent.upload(page.getByLabelText('Import files'), new File(['IDX'], 'train-images-idx3-ubyte'))
    const alert = page.getByRole('alert')
    await expect.element(alert).toBeInViewport({ ratio: 1 })
    const bottom = alert.element().getBoundingClientRect().bottom
    expect(bottom).toBeLessThan(first.element().getBoundingClientRect().top)
  } finally {
    await page.viewport(1280, 800)
  }
})

it('tells data sets of one title apart', async () => {
  const twin = { ...MNIST, title: 'pics', state: 'here' as const }
  const ids = ['import-pics-550982da', 'import-pics-7faff680']
  await open({ datasets: () => ids.map((id) => ({ ...twin, id })) })
  await page.getByRole('radio', { name: 'pics, 7faff680' }).click()
  await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('pics, 7faff680 · Laptop')
})
