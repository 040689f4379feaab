import { beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import { packed } from '../../../snapshots/fixture'
import { App } from '../../state/app.svelte'
import { madeErrorCurves, madeReadFrame, type Made } from '../../testing/drawings'
import { detailOf, fakeStudio, runOf, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import WatchView from './WatchView.svelte'

const RUN = 'strokes-laptop-1'
let studio: FakeStudio

async function watch(wanted: Made = {}) {
  const summary = runOf({ task: 'classify', state: 'running', step: 300 })
  studio = fakeStudio({
    runs: () => [summary],
    run: () => detailOf(summary),
    curves: () => madeErrorCurves(300),
    snapshot: ({ step }) => packed(madeReadFrame(step, wanted)),
    watch: () => null,
    frameTaken: () => null,
  })
  const app = await App.open(studio.connection, undefined)
  return render(InApp, { app, view: WatchView })
}
const slider = page.getByRole('slider', { name: 'Glimpse t' })
// Image 5 is kind 2, and the last glimpse has it for kind 3.
const image = (name: string | RegExp) => page.getByRole('option', { name })

beforeEach(() => {
  location.hash = `#/watch/${RUN}`
})

it('says under each image what it is taken for, how surely, and whether that is right', async () => {
  await watch()
  await slider.fill('8')
  await expect.element(page.getByText('13 of 16 right after glimpse 8')).toBeVisible()
  await expect.element(image('Image 1, taken for kind 0, 91 %: right')).toBeVisible()
  await expect.element(image('Image 5, taken for kind 3, 91 %: wrong, it is kind 2')).toBeVisible()
  await expect.element(image(/^Image 5/)).toHaveTextContent(/^kind 3\s*91 % sure · is kind 2$/)
  await slider.fill('4')
  await expect.element(image('Image 1, taken for kind 0, 51 %: right')).toBeVisible()
})

it('shows what it thinks of the chosen image, glimpse by glimpse', async () => {
  await watch()
  await slider.fill('8')
  await image(/^Image 5/).click()
  const table = page.getByRole('table', { name: 'Probability of each class after each glimpse of image 5' })
  const row = (name: string) => table.getByRole('row').filter({ hasText: name })
  await expect.element(row('kind 2')).toHaveTextContent('kind 2, true class')
  // 10 % + 81 % · t / 8.
  const cells = row('kind 3').getByRole('cell').elements()
  expect(cells.slice(0, 8).map((cell) => cell.textContent.trim())).toEqual([
    '20 %',
    '30 %',
    '40 %',
    '51 %',
    '61 %',
    '71 %',
    '81 %',
    '91 %',
  ])
  await expect.element(row('kind 3').getByText('91 %').last()).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'What it thinks of image 5' })).toBeVisible()
})

it('comes with the windows it reads through and what it reads', async () => {
  await watch()
  await expect.element(page.getByRole('row', { name: 'stride δ, px 3.00' })).toBeVisible()
  await expect.element(page.getByRole('img', { name: 'read patch, 5 × 5' })).toBeVisible()
  await expect.element(page.getByRole('img', { name: 'Film strip of image 1' })).toBeVisible()
  await expect.element(page.getByRole('checkbox', { name: 'Read boxes' })).toBeChecked()
  await expect.element(page.getByRole('checkbox', { name: 'Write boxes' })).not.toBeInTheDocument()
})

it('without attention has none, and is read all the same', async () => {
  await watch({ attention: false })
  await expect.element(page.getByText(/every glimpse reads the whole image/)).toBeVisible()
  await expect.element(page.getByRole('checkbox', { name: 'Read boxes' })).not.toBeInTheDocument()
  await slider.fill('8')
  await expect.element(image('Image 1, taken for kind 0, 91 %: right')).toBeVisible()
})

it('is told by its loss and its error', async () => {
  await watch()
  await expect.element(page.getByRole('heading', { name: 'Loss in nats, and error' })).toBeVisible()
  await expect.element(page.getByRole('row', { name: /^validation 0\.909 44\.10 %$/ })).toBeVisible()
})

it('is followed, and looked back at, as any other', async () => {
  await watch()
  studio.tell({ kind: 'frame', run: RUN, frame: madeReadFrame(301) })
  await expect.poll(() => studio.calls.some(({ name }) => name === 'frameTaken')).toBe(true)
  await page.getByRole('slider', { name: 'Training' }).fill('1')
  await expect.element(page.getByText('snapshot at step 200')).toBeVisible()
})
