import { beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
import type { RunDetail } from '../../../studio/requests/runs'
import { App } from '../../state/app.svelte'
import { isWrong, madeRead } from '../../testing/drawings'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import GalleryView from './GalleryView.svelte'

const RUN = 'strokes-laptop-1'
const TOTAL = 100
let studio: FakeStudio

async function open(answers: Answers = {}, detail: Partial<RunDetail> = {}) {
  const summary = runOf({ task: 'classify' })
  studio = fakeStudio({
    runs: () => [summary],
    run: () => ({ ...detailOf(summary), ...detail }),
    read: ({ first, count }) => ({
      ...madeRead({ count: Math.min(count, TOTAL - first), glimpses: 8 }),
      step: 5000,
      first,
      total: TOTAL,
    }),
    ...answers,
  })
  const app = await App.open(studio.connection, undefined)
  await render(InApp, { app, view: GalleryView })
}
const reads = () => studio.calls.filter(({ name }) => name === 'read').map(({ body }) => body)
const options = () => page.getByRole('option', { name: /^Image / }).elements()
const heading = (name: string) => page.getByRole('heading', { name })
const WRONG = Array.from({ length: 48 }, (_, i) => i).filter(isWrong)

beforeEach(() => {
  location.hash = `#/gallery/${RUN}`
})

it('begins with the first test images, as the newest checkpoint reads them', async () => {
  await open()
  await expect.element(heading('Images 1 – 48 of 100, step 5,000')).toBeVisible()
  await expect.poll(() => options().length).toBe(48)
  expect(reads()).toEqual([{ run: RUN, checkpoint: 'latest', split: 'test', first: 0, count: 48 }])
  await page.getByRole('slider', { name: 'Glimpse t' }).fill('8')
  await expect
    .element(page.getByRole('option', { name: 'Image 5, taken for kind 3, 91 %: wrong, it is kind 2' }))
    .toBeVisible()
})

it('goes page by page to the last', async () => {
  await open()
  await expect.element(page.getByRole('button', { name: 'Previous 48' })).toBeDisabled()
  await page.getByRole('button', { name: 'Next 48' }).click()
  await expect.element(heading('Images 49 – 96 of 100, step 5,000')).toBeVisible()
  await page.getByRole('button', { name: 'Next 48' }).click()
  await expect.element(heading('Images 97 – 100 of 100, step 5,000')).toBeVisible()
  await expect.element(page.getByRole('option', { name: /^Image 100,/ })).toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Next 48' })).toBeDisabled()
  await page.getByRole('button', { name: 'Previous 48' }).click()
  await expect.poll(() => reads().at(-1)).toMatchObject({ first: 48 })
})

it('shows those that are wrong alone, by their own numbers', async () => {
  await open()
  await page.getByRole('checkbox', { name: `Only wrong ones (${WRONG.length})` }).click()
  await expect.poll(() => options().length).toBe(WRONG.length)
  const numbers = options().map((option) => Number(/\d+/.exec(option.getAttribute('aria-label') ?? '')?.[0]))
  expect(numbers).toEqual(WRONG.map((i) => i + 1))
  await page.getByRole('option', { name: /^Image 10,/ }).click()
  await expect.element(heading('Image 10, glimpse by glimpse')).toBeVisible()
})

it('says so where none is wrong', async () => {
  const read = madeRead({ count: 4, glimpses: 8 })
  await open({ read: () => ({ ...read, step: 5000, first: 0, total: 4 }) })
  await page.getByRole('checkbox', { name: 'Only wrong ones (0)' }).click()
  await expect.element(page.getByText('All 4 are right.')).toBeVisible()
})

it('reads another split from its beginning, and the same images with another checkpoint', async () => {
  await open()
  await page.getByRole('button', { name: 'Next 48' }).click()
  await page.getByLabelText('Checkpoint').selectOptions('4000')
  await expect.poll(() => reads().at(-1)).toMatchObject({ checkpoint: 4000, split: 'test', first: 48 })
  await page.getByLabelText('Split').selectOptions('Training')
  await expect.poll(() => reads().at(-1)).toMatchObject({ checkpoint: 4000, split: 'train', first: 0 })
})

it('shows the chosen image larger, with what is read of it and what is thought', async () => {
  await open()
  await page.getByRole('option', { name: /^Image 3,/ }).click()
  await page.getByRole('slider', { name: 'Glimpse t' }).fill('2')
  await expect.element(page.getByRole('img', { name: 'Image 3 with the window of glimpse 2' })).toBeVisible()
  await expect.element(page.getByRole('img', { name: 'What is read of image 3' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'true class' })
  await expect.element(row).toHaveTextContent(/^kind 6, true class.*30 %$/)
})

it('says what went wrong and what to do', async () => {
  await open({
    read: () => Promise.reject(new StudioError('weights.safetensors is cut short.', 'Choose another.')),
  })
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('weights.safetensors is cut short. Choose another.')
})

it('has to wait for the first checkpoint', async () => {
  await open({}, { checkpoints: [] })
  await expect.element(heading('No checkpoint yet')).toBeVisible()
  expect(reads()).toEqual([])
})

it('opens the glimpse on show in the Lab, of the image itself when others are left out', async () => {
  await open()
  await page.getByRole('checkbox', { name: /wrong/i }).click()
  await page.getByRole('slider', { name: 'Glimpse t' }).fill('3')
  const href = () => page.getByRole('link', { name: 'Open in Lab' }).element().getAttribute('href')
  await expect
    .poll(href)
    .toBe(`#/lab/${RUN}?checkpoint=5000&split=test&first=0&count=48&image=${(WRONG[0] ?? NaN) + 1}&t=3`)
})
