import { expect, type Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { decode } from 'fast-png'
import type { StudioPage } from './studioPage'

/** A grid is moved over a picture; a glimpse of a run is opened from Watch, changed and left; a figure is taken away. */
export async function lab(studio: StudioPage): Promise<void> {
  const { page } = studio
  const number = (name: string) => page.getByRole('spinbutton', { name, exact: true })
  await studio.go('Lab')
  const grid = page.getByRole('slider', { name: 'Grid position' })
  await expect(number('Centre X gX')).toHaveValue('14.5')

  const patch = page.getByRole('img', { name: /^Patch of 5 × 5/ })
  const before = await drawnBy(patch)
  const box = await boxOf(grid)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  expect(Number(await number('Centre X gX').inputValue())).toBeGreaterThan(15)
  await expect(number('Centre Y gY')).toHaveValue('14.5')
  await expect.poll(() => drawnBy(patch)).not.toBe(before)
  await page.mouse.wheel(0, -200)
  await expect.poll(async () => Number(await number('Stride δ').inputValue())).toBeGreaterThan(6.75)
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await expect(number('Centre Y gY')).toHaveValue('15.5')

  await page.getByLabel('Picture file').setInputFiles({
    name: 'dot.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><circle cx="150" cy="100" r="60" fill="red"/></svg>',
    ),
  })
  await expect(page.getByRole('combobox', { name: 'Picture from' })).toHaveValue('file:dot.svg')
  await expect(number('Centre X gX')).toHaveValue('64.5')

  await page.getByRole('tab', { name: 'Figures' }).click()
  await expect(page.getByRole('img', { name: /^Figure 3/ })).toBeVisible()
}

/** A figure as a file. In a browser alone: Electron asks where it shall be. */
export async function figureTaken(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.go('Lab')
  await page.getByRole('tab', { name: 'Figures' }).click()
  const saved = page.waitForEvent('download')
  await studio.button('Save PNG').click()
  const png = decode(await readFile(await (await saved).path()))
  expect(png.width).toBeGreaterThan(1000)
  expect(png.text?.['Software']).toMatch(/^Easel \d/)
  expect(png.text?.['Easel-Picture']).toContain('#/lab')
}

/** From a glimpse of a run to the Lab and back to what it did. */
export async function glimpseOpened(studio: StudioPage): Promise<void> {
  const { page } = studio
  await studio.startTiny('Looked into', 20)
  await studio.expectState('Finished')
  await page.getByRole('link', { name: 'Open in Lab' }).click()
  await expect(page.getByRole('tab', { name: 'Attention' })).toBeVisible()
  const stride = page.getByRole('spinbutton', { name: 'Stride δ', exact: true })
  await expect(page.getByRole('slider', { name: 'Glimpse t' })).toHaveAttribute('max', '4')
  const learned = await stride.inputValue()
  await stride.fill('1.25')
  await expect(page.getByText(`learned ${learned} → 1.25`)).toBeVisible()
  await studio.button('Back to what it did').click()
  await expect(stride).toHaveValue(learned)

  await page.getByRole('tab', { name: 'Network' }).click()
  await studio.button('Decoder').click()
  await expect(page.getByRole('region', { name: 'Decoder' })).toContainText('LSTM')
  await expect(page.getByRole('region', { name: 'Decoder' })).toContainText('20 × 64')
}

const drawnBy = (image: Locator): Promise<string> =>
  image.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (!box) throw new Error('nothing to be seen')
  return box
}
