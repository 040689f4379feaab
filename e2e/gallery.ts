import { expect } from '@playwright/test'
import { readFile, rm } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { StudioPage } from './studioPage'

const SECOND = 'Gallery run'

/** Checkpoints in rows, favourites, ways between, and what is taken away: made again by its own command, it is the same. */
export async function gallery(studio: StudioPage, home: string): Promise<void> {
  const { page } = studio
  await studio.startTiny(SECOND, 100_000)
  await studio.expectStepAbove(5)
  await studio.button('Checkpoint now').click()
  await expect(studio.button('Checkpoint now')).toBeEnabled()
  await studio.expectStepAbove((await studio.step()) + 2)
  await studio.button('Stop and keep').click()
  await studio.expectState('Stopped')

  await studio.go('Gallery')
  const samples = page.getByRole('listbox', { name: 'Samples' })
  await expect(samples.getByRole('option')).toHaveCount(16)
  await studio.button('Several…').click()
  await page.getByRole('button', { name: 'Show 2' }).click()
  await expect(page.getByRole('heading', { name: /16 samples of 2 checkpoints/ })).toBeVisible()

  // A favourite is there again after a reload.
  await page
    .getByRole('option', { name: /^Image 3, step/ })
    .first()
    .click()
  await studio.button('☆ Favourite').click()
  await expect(page.getByRole('option', { name: /favourite$/ })).toHaveCount(1)
  await page.reload()
  await page.getByRole('radio', { name: /Favourites 1/ }).check()
  await expect(page.getByRole('heading', { name: 'One favourite' })).toBeVisible()

  // Between two samples, by keyboard.
  await page.getByRole('radio', { name: 'Between' }).check()
  await expect(samples.getByRole('option')).toHaveCount(9)
  const slider = page.getByRole('slider', { name: 'Between' })
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '0 % from A to B')
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', '1 % from A to B')

  // A walk as a video, and the same from the command it names.
  await studio.button('Export…').click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  for (const format of ['Video', 'SVG', 'Safetensors', 'TensorBoard']) {
    await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).check()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const written = dialog.getByRole('status').filter({ hasText: /Written to/ })
    await expect(written).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeEnabled()
    if (format === 'TensorBoard') continue
    const path = (await written.innerText()).replace(/\s+/g, ' ').replace('Written to ', '').trim()
    const bytes = await readFile(path)
    const [command = ''] =
      /easel sample [^<"\0]*?\.(webm|svg|safetensors)/.exec(bytes.toString('latin1')) ?? []
    const again = join(home, command.split(' ').at(-1) ?? '')
    await easel(home, command)
    expect((await readFile(again)).equals(bytes)).toBe(true)
    await rm(again)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

/** Runs a command line as a file names it, in `home`. */
function easel(home: string, command: string): Promise<void> {
  const script = join(process.cwd(), 'scripts/easel.js')
  // Metadata escapes what XML cannot hold.
  const words = command.replaceAll('&gt;', '>').split(' ').slice(1)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      cwd: home,
      env: { ...process.env, EASEL_HOME: home, EASEL_GRAPH_CACHE: join(home, 'graphs') },
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))))
  })
}
