import { expect } from '@playwright/test'
import type { StudioPage } from './studioPage'

/** What a newcomer does, from Start to a picture in hand: the same in a window and in a browser. */
export async function journey(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Journey', 100_000)
  await studio.expectState('Running')
  const early = await studio.expectStepAbove(0)
  await expect(page.getByRole('listbox', { name: 'Reconstructions' }).getByRole('option')).toHaveCount(16)
  await expect(page.getByRole('listbox', { name: 'Samples' }).getByRole('option')).toHaveCount(16)
  await studio.expectStepAbove(early)

  await studio.button('Pause').click()
  await studio.expectState('Paused')
  const paused = await studio.step()
  await studio.button('Checkpoint now').click()
  await expect(studio.button('Checkpoint now')).toBeEnabled()
  expect(await studio.step()).toBe(paused)
  await studio.button('Resume').click()
  await studio.expectState('Running')
  await studio.expectStepAbove(paused)

  // The scrubber moves every canvas, and playing goes on from where it is.
  const t = page.getByRole('slider', { name: 'Glimpse t' })
  if (
    await studio
      .button('Play')
      .getAttribute('aria-pressed')
      .then((pressed) => pressed === 'true')
  )
    await studio.button('Play').click()
  await t.fill('2')
  await expect(page.getByText('t = 2 of 4')).toBeVisible()

  await studio.button('Stop and keep').click()
  await studio.expectState('Stopped')
  const stopped = await studio.step()

  await studio.go('Runs')
  const row = page.getByRole('row', { name: /Journey/ })
  await expect(row).toContainText('Stopped')
  await row
    .getByRole('button', { name: /Journey/ })
    .or(row.getByRole('link', { name: /Journey/ }))
    .first()
    .click()
  await studio
    .button(/^Resume from/)
    .first()
    .click()
  await studio.expectState('Running')
  await studio.expectStepAbove(stopped)
  await studio.button('Stop and keep').click()
  await studio.expectState('Stopped')

  await studio.go('Gallery')
  await expect(page.getByRole('listbox', { name: /samples/i }).getByRole('option')).toHaveCount(16, {
    timeout: 90_000,
  })
  for (const format of ['PNG sheet', 'Film strip', 'GIF', 'NPZ']) {
    await studio.button(format).click()
    const ending = format === 'GIF' ? /\.gif/ : format === 'NPZ' ? /\.npz/ : /\.png/
    await expect(page.getByRole('status').filter({ hasText: /Written to/ })).toHaveText(ending)
  }
}

/** Discarding asks first, and removes the run. */
export async function discard(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Thrown away', 100_000)
  await studio.expectStepAbove(0)
  await studio.button('Stop and discard').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Discard|Stop and discard)/ })
    .click()
  await studio.go('Runs')
  await expect(page.getByRole('row', { name: /Thrown away/ })).toHaveCount(0, { timeout: 60_000 })
}

/** Until its first step a run says what it does, and hears what it is told. */
export async function beginning(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Beginning', 100_000)
  const doing = page.getByRole('status').filter({ hasText: /Loading the engine|Compiling/ })
  await expect(doing).toBeVisible()
  await studio.button('Stop and keep').click()
  await expect(page.getByRole('status').filter({ hasText: /, then stopping|Stopped/ })).toBeVisible()
  await studio.expectState('Stopped')
}
