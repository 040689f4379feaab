import { expect, type Download } from '@playwright/test'
import { readFile, writeFile } from 'node:fs/promises'
import type { StudioPage } from './studioPage'

const row = ({ page }: StudioPage, name: string) => page.getByRole('row', { name: new RegExp(name) })
const openRun = async (studio: StudioPage, name: string) => {
  await studio.go('Runs')
  await row(studio, name).getByRole('link', { name }).click()
}

/** Two runs wait while one trains; the order is changed; a stop starts the next; a reload changes nothing. */
export async function queued(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('First', 100_000)
  await studio.expectStepAbove(0)
  await studio.go('New run')
  for (const name of ['Second', 'Third']) {
    await page.getByLabel('Name', { exact: true }).fill(name)
    await studio.button('Add to queue').click()
    await expect(page.getByText(`“${name}” waits in the queue.`)).toBeVisible()
  }
  await studio.go('Runs')
  const queue = page.getByRole('region', { name: 'Queue' })
  const names = () => queue.getByRole('listitem').getByRole('link').allInnerTexts()
  await expect.poll(names).toEqual(['Second', 'Third'])
  await queue.getByRole('link', { name: 'Third' }).press('Alt+ArrowUp')
  await expect.poll(names).toEqual(['Third', 'Second'])
  await page.reload()
  await expect.poll(names).toEqual(['Third', 'Second'])
  await queue.getByRole('button', { name: 'Remove Second from the queue' }).click()
  await expect.poll(names).toEqual(['Third'])
  await studio.go('Watch')
  await studio.button('Stop and keep').click()
  await expect(page.getByText('“Third” starts: it was next in the queue.')).toBeVisible({ timeout: 60_000 })
  await studio.go('Runs')
  await expect(row(studio, 'Third')).toContainText('Running', { timeout: 60_000 })
  await expect(row(studio, 'First')).toContainText('Stopped')
  await studio.go('Watch')
  await studio.button('Stop and keep').click()
  await studio.go('Runs')
  await expect(row(studio, 'Third')).toContainText('Stopped', { timeout: 60_000 })
}

/** A run is tagged, noted, found, forked and compared with its fork, and deleted, which is undone. */
export async function livedIn(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Parent', 60)
  await studio.expectState('Finished')
  await openRun(studio, 'Parent')
  await page.getByLabel('Add a tag').fill('night')
  await page.getByLabel('Add a tag').press('Enter')
  await page.getByLabel('Note', { exact: true }).fill('strokes are thin')
  await page.getByLabel('Note', { exact: true }).blur()
  await page.getByRole('searchbox', { name: 'Find a run' }).fill('night thin')
  await expect(page.getByText('1 of 1 runs')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a run' }).fill('')

  await page
    .getByRole('button', { name: /^Fork from here/ })
    .first()
    .click()
  await expect(page.getByText(/Begins with step 60 of “Parent”/)).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Child')
  await studio.setting('Steps', '90')
  await studio.button('Start').click()
  await studio.expectState('Finished')
  expect(await studio.step()).toBe(90)
  await openRun(studio, 'Child')
  await expect(page.getByRole('complementary')).toContainText('Forked from Parent at step 60')
  await page.getByRole('button', { name: 'Close' }).click()

  for (const name of ['Parent', 'Child']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await studio.button('Compare').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible()
  const settings = page.getByRole('region', { name: 'Settings of each' })
  await expect(settings.getByRole('row', { name: 'Steps 90 60' })).toBeVisible()
  for (const name of ['Child, number 1', 'Parent, number 2'])
    await expect(page.getByRole('listbox', { name: `Samples of ${name}` }).getByRole('option')).toHaveCount(
      16,
      {
        timeout: 60_000,
      },
    )

  await openRun(studio, 'Child')
  await page.getByRole('complementary').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete run' }).click()
  await expect(row(studio, 'Child')).toHaveCount(0)
  await studio.button('Undo').click()
  await expect(row(studio, 'Child')).toHaveCount(1)
}

/** A run goes out as a zip, and comes in again beside itself; what is no run is refused. */
export async function carried(studio: StudioPage, zipOf: () => Promise<string>): Promise<void> {
  const { page } = studio
  await studio.startTiny('Carried', 40)
  await studio.expectState('Finished')
  await openRun(studio, 'Carried')
  const zip = await zipOf()
  expect((await readFile(zip)).subarray(0, 2).toString()).toBe('PK')
  await page.getByLabel('Zip of a run').setInputFiles(zip)
  await expect(page.getByText('“Carried” was imported.')).toBeVisible()
  await expect(row(studio, 'Carried')).toHaveCount(2)
  const none = `${zip}-no-run.zip`
  await writeFile(none, 'PK no run')
  await page.getByLabel('Zip of a run').setInputFiles(none)
  await expect(page.getByRole('alert')).toContainText('no-run.zip is not a run')
}

export const saved = async (download: Promise<Download>): Promise<string> => (await download).path()
