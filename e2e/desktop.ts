import { expect } from '@playwright/test'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Opened } from './shells'

const DARK = 'rgb(21, 23, 26)'

/** The list of commands finds and does; what is preferred is on disk, and right before the next first paint. */
export async function preferred({ studio, home }: Opened): Promise<void> {
  const { page } = studio
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: /^Find/ }).fill('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('body')).toHaveCSS('background-color', DARK)
  const kept = () => readFile(join(home, 'preferences.json'), 'utf8').catch(() => '{}')
  await expect.poll(kept).toContain('"theme": "dark"')

  await page.reload({ waitUntil: 'commit' })
  // Before the window has heard of any preferences.
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await studio.go('Preferences')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByLabel('Engine').selectOption({ label: 'WebAssembly · CPU' })
  await expect.poll(kept).toContain('"engine": "wasm"')
  await page.reload()
  await studio.go('New run')
  await expect(page.getByLabel('Engine')).toHaveValue('wasm')
}

/** Before the studio is opened: preferences that no one can read. */
export const damagePreferences = (home: string): Promise<void> =>
  writeFile(join(home, 'preferences.json'), '{"theme": "dark"')

/** A damaged file is told of and set aside, whole. */
export async function damaged({ studio: { page }, home }: Opened): Promise<void> {
  await expect(page.getByRole('alert')).toContainText(/preferences\.json could not be read: it is not JSON/)
  const [kept = ''] = (await readdir(home)).filter((name) => name.startsWith('preferences.damaged-'))
  await expect(page.getByRole('alert')).toContainText(kept)
  expect(await readFile(join(home, kept), 'utf8')).toBe('{"theme": "dark"')
}

/** The log has what became of a run; Help, About and the keys are a step away. */
export async function told({ studio }: Opened): Promise<void> {
  const { page } = studio
  await studio.startTiny('Told of', 30)
  await studio.expectState('Finished')
  await page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(page.getByRole('heading', { level: 1, name: 'Log' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'finished at step 30 of 30' })).toContainText(
    'Told of',
  )
  await page.getByLabel('Find in the log').fill('checkpoint')
  await expect(page.getByRole('listitem').filter({ hasText: 'finished at step' })).toHaveCount(0)

  await studio.go('Help')
  await expect(page.getByRole('heading', { level: 2, name: 'The studio' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+/')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys).toContainText('Checkpoint now')
  await page.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)

  await page.getByRole('button', { name: 'About' }).click()
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText(/TensorFlow\.js\s*4\.22/)
  await page.getByRole('searchbox', { name: 'Find a package or a licence' }).fill('chart.js')
  await page.getByRole('list', { name: 'Licences' }).getByText('chart.js', { exact: true }).click()
  await expect(page.getByText(/Permission is hereby granted/).first()).toBeVisible()
}

/** From Start to a picture in hand without a mouse: every stop is reached by Tab and arrows, or by a key. */
export async function byKeyboard({ studio }: Opened, places: string): Promise<void> {
  const { page } = studio
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
    })
  /** Tabs on until what has the keyboard is called `name`. */
  const tabTo = async (name: string | RegExp) => {
    for (let stops = 0; stops < 150; stops++) {
      await page.keyboard.press('Tab')
      const now = await focused()
      if (typeof name === 'string' ? now === name : name.test(now)) return
    }
    throw new Error(`Tab never comes to ${name}`)
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to the view')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('ControlOrMeta+Enter')
  await studio.expectState('Running')
  await page.keyboard.press('ControlOrMeta+p')
  await studio.expectState('Paused')
  await page.keyboard.press('ControlOrMeta+s')
  await tabTo('Glimpse t')
  await page.keyboard.press('Home')
  await expect(page.getByText(/^t = 1 of/).first()).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(/^t = 2 of/).first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+.')
  await studio.expectState('Stopped')

  await page.keyboard.press(`${places}+4`)
  await expect(page.getByRole('heading', { level: 1, name: 'Gallery' })).toBeAttached()
  await tabTo('PNG sheet')
  await expect(studio.button('PNG sheet')).toBeEnabled({ timeout: 90_000 })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /Written to/ })).toHaveText(/\.png/)
}
