import { expect, type Locator } from '@playwright/test'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { StudioPage } from './studioPage'

const FIXTURE = 'src/data/formats/pictureFiles/fixtures/pictures.zip'

/** Pictures of two classes, 9 × 13 and 13 × 9, in `folder`/album. */
export async function album(folder: string): Promise<string> {
  const files = unzipSync(await readFile(FIXTURE))
  for (const [kind, names] of Object.entries({
    smooth: ['rgb.jpg', 'halved.jpg', 'lossy.webp'],
    turned: ['turned-5.jpg', 'turned-6.jpg', 'turned-7.jpg', 'turned-8.jpg'],
  })) {
    await mkdir(join(folder, 'album', kind), { recursive: true })
    for (const name of names) await writeFile(join(folder, 'album', kind, name), files[name] as Uint8Array)
  }
  await writeFile(join(folder, 'album', 'turned', 'broken.png'), 'no picture')
  return join(folder, 'album')
}

/** A folder of pictures is looked at, changed in the preview, and imported; a zip is looked at and left. */
export async function previewed(studio: StudioPage, folder: string): Promise<void> {
  const { page } = studio
  const dialog = page.getByRole('dialog', { name: 'Import pictures' })
  const preview = dialog.getByRole('img', { name: 'Pictures as they will be stored' })

  await page.getByLabel('Import files').setInputFiles(FIXTURE)
  await expect(dialog).toContainText('Pictures 27')
  await expect(preview).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.getByLabel('Import a folder').setInputFiles(await album(folder))
  await expect(dialog).toContainText('2: smooth, turned')
  await expect(dialog).toContainText('2 sizes: 9 × 13 (4), 13 × 9 (3)')
  await expect(dialog).toContainText('Left out 1 file: it is no picture')
  await expect(dialog).toContainText('As they will be stored: 9 × 9, colour')
  const before = await drawnBy(preview)
  await dialog.getByLabel('Colour', { exact: true }).selectOption('Grey')
  await dialog.getByLabel('Width', { exact: true }).fill('12')
  await dialog.getByLabel('Other shapes').selectOption('Whole, with black bars')
  await expect(dialog).toContainText('As they will be stored: 12 × 9, grey')
  expect(await drawnBy(preview)).not.toBe(before)
  await dialog.getByLabel('Height', { exact: true }).fill('3')
  await expect(dialog.getByText('A whole number of pixels from 4 to 256')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await dialog.getByLabel('Height', { exact: true }).fill('16')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  await expect(page.getByRole('status').filter({ hasText: 'album is in the library' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'album' })).toBeChecked()
  await expect(page.getByRole('radio', { name: 'album' })).toHaveAccessibleDescription(/12 × 16 grey/)

  // SVHN's original leaves nothing to choose: it is imported at once.
  await page.getByLabel('Import files').setInputFiles('src/data/formats/svhn/fixtures/train.tar.gz')
  await expect(page.getByRole('status').filter({ hasText: 'SVHN is in the library' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'SVHN', exact: true })).toHaveAccessibleDescription(
    /64 × 64 colour/,
  )
}

/** What a canvas, or one within an element, shows. */
const drawnBy = (element: Locator): Promise<string | undefined> =>
  element.evaluate((found) =>
    (found instanceof HTMLCanvasElement ? found : found.querySelector('canvas'))?.toDataURL(),
  )
