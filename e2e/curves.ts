import { expect } from '@playwright/test'
import type { StudioPage } from './studioPage'

/** All curves of a run are opened large, read by keys, zoomed, and taken away by `take`, which is given each format. */
export async function curves(studio: StudioPage, take: (format: string) => Promise<void>): Promise<void> {
  const { page } = studio
  await studio.startTiny('Curved', 30)
  await studio.expectState('Finished')
  await studio.button('All curves').click()
  const dialog = page.getByRole('dialog', { name: /^Curves of Curved/ })
  const chart = dialog.getByRole('slider', { name: 'Curves: cross-hair' })
  await expect(chart).toBeVisible()
  for (const name of ['Lz', 'Gradient norm', 'Images/s']) await dialog.getByRole('checkbox', { name }).check()
  await expect(dialog.getByRole('row', { name: /^Gradient norm/ })).toBeVisible()

  const all = dialog.getByRole('button', { name: 'Show all' })
  await chart.focus()
  await page.keyboard.press('End')
  await expect(dialog.getByText('At step 30')).toBeVisible()
  await page.keyboard.press('+')
  await expect(all).toBeEnabled()
  await page.keyboard.press('0')
  await expect(all).toBeDisabled()
  await dialog.getByRole('radio', { name: 'Time' }).check()
  await chart.focus()
  await page.keyboard.press('Home')
  await expect(dialog.getByText(/^At .*of training$/)).toBeVisible()
  await dialog.getByRole('radio', { name: 'Step' }).check()

  for (const format of ['PNG', 'SVG', 'CSV']) await take(format)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
}
