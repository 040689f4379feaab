import { expect, type Locator } from '@playwright/test'
import type { StudioPage } from './studioPage'

/** A run is watched: in every layout and look, back and forth over its training, while it goes on and after. */
export async function watching(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Watched', 100_000)
  await studio.expectStepAbove(0)
  const tiles = page.getByRole('listbox', { name: 'Reconstructions' })
  await expect(tiles.getByRole('option')).toHaveCount(16)
  const glimpse = page.getByRole('slider', { name: 'Glimpse t' })
  await glimpse.fill('4')

  // Settings change while it trains, and are kept.
  await studio.button('Change settings').click()
  const dialog = page.getByRole('dialog', { name: 'Change while it trains' })
  await dialog.getByRole('textbox', { name: 'Learning rate' }).fill('0.0005')
  await dialog.getByRole('textbox', { name: 'Snapshot every, steps' }).fill('5')
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByText(/^From step .*: learning rate 0\.0005, snapshot every 5\.$/)).toBeVisible()

  // The slider goes back while training goes on, and comes forward again.
  const training = page.getByRole('slider', { name: 'Training' })
  await expect.poll(async () => Number(await training.getAttribute('max'))).toBeGreaterThan(5)
  await training.focus()
  await page.keyboard.press('Home')
  await expect(training).toHaveAttribute('aria-valuetext', 'snapshot at step 0')
  await page.waitForTimeout(500)
  const beginning = await drawnBy(tiles)
  await studio.expectStepAbove(await studio.step())
  expect(await drawnBy(tiles)).toBe(beginning)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => drawnBy(tiles)).not.toBe(beginning)
  await studio.button('Follow').click()
  await expect(training).toHaveAttribute('aria-valuetext', /^live, step/)

  await page.getByRole('combobox', { name: 'Draw while it trains' }).selectOption('Off')
  await studio.button('Stop and keep').click()
  await studio.expectState('Stopped')

  await glimpse.fill('3')
  const looks = new Set<string>()
  for (const look of ['Canvas', 'Change', 'Error']) {
    await page.getByRole('radio', { name: look }).check()
    await expect
      .poll(async () => looks.has(await drawnBy(tiles)))
      .toBe(false)
      .then(async () => looks.add(await drawnBy(tiles)))
  }
  await page.getByRole('radio', { name: 'Strips' }).check()
  await page.getByRole('option', { name: 'Sample 2', exact: true }).click()
  await page.getByRole('radio', { name: 'Steps' }).check()
  const steps = page.getByRole('listbox', { name: 'Sample 2, every glimpse' })
  await expect(steps.getByRole('option')).toHaveCount(4)
  await steps.getByRole('option', { name: 'Glimpse 2' }).click()
  await expect(page.getByText('t = 2 of 4')).toBeVisible()

  // What was chosen is remembered.
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Steps' })).toBeChecked()
  await page.getByRole('radio', { name: 'Tiles' }).check()
  await page.getByRole('button', { name: 'Play training' }).click()
  await expect(training).toHaveAttribute('aria-valuetext', /^snapshot at step/)
}

/** What the canvas beside a list of images shows, in few words. */
const drawnBy = (list: Locator): Promise<string> =>
  list.evaluate(async (found) => {
    const canvas = found.parentElement?.querySelector('canvas')
    const bytes = new TextEncoder().encode(canvas?.toDataURL() ?? '')
    return [...new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))].join('')
  })
