import type { Locator, Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { effectOf, framesDuring, heapOf } from './inPage'
import { makeRuns } from './madeRun'
import { report, Unmeasured } from './report'
import { median, quantile, rounded } from './statistics'
import { openStudio, type OpenStudio, type Shell } from './studios'
import { inFolder } from './trainings'
import { curveFrames, MADE, sliderMoves } from './windowMoves'

interface Options {
  readonly shell: Shell
  readonly preset: string
  readonly seconds: number
  readonly minutes: number
  readonly steps: number
  readonly megabytes: number
  readonly opened: number
}

/** So many runs are laid over each other. */
const OVERLAYS = 10

/**
 * The studio's own window: opening a long run, moving through its snapshots and through the curves of many, frames and
 * clicks while it trains, and memory while watching.
 */
export const benchWindow = (options: Options): Promise<void> =>
  inFolder(async (folder) => {
    if (!existsSync('out/main/index.js'))
      throw new Unmeasured('The studio is not built. Run `npm run build`.')
    const home = join(folder, 'home')
    const made = makeRuns(home, OVERLAYS, options.steps, options.megabytes * 1e6)
    const studio = await openStudio(options.shell, { EASEL_HOME: home })
    try {
      const opening = await openings(studio.page, options.opened)
      const moving = await curveFrames(
        studio.page,
        made.map(({ id }) => id),
      )
      const training = await startTraining(studio.page, options.preset)
      const frames = await framesDuring(studio.page, () => wait(options.seconds * 1e3))
      const slider = await sliderMoves(studio.page)
      await studio.page.evaluate((hash) => (location.hash = hash), training)
      const clicks = await clicksOn(studio.page)
      const memory = await watching(studio, options.minutes)
      const row = (what: string, values: readonly number[]) => ({
        what,
        median: rounded(median(values), 1),
        p99: rounded(quantile(values, 0.99), 1),
        max: rounded(Math.max(...values), 1),
      })
      const rows = [
        row('frame while training, ms', frames),
        row('click to effect while training, ms', Object.values(clicks)),
        row('slider to painted, by keys, ms', slider.keys),
        row('slider to painted, far, first visit, ms', slider.first),
        row('slider to painted, far, revisit, ms', slider.again),
        row(`panning and zooming ${OVERLAYS} runs of ${options.steps} steps, ms a frame`, moving),
        row(`opening ${options.steps} steps and ${options.megabytes} MB, ms`, opening),
      ]
      report('window', { ...options, shell: studio.shell, rows, clicks, memory })
    } finally {
      await studio.close()
    }
  })

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) as Promise<void>

/** From the click on a run's Watch to its pictures and curves, ms. */
async function openings(page: Page, times: number): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    await page.evaluate(() => (location.hash = '#/runs'))
    await page.locator(`[data-run=${MADE}]`).waitFor()
    const shown = page.evaluate(
      (run) =>
        new Promise<number>((resolve, reject) => {
          const begun = performance.now()
          location.hash = `#/watch/${run}`
          const painted = (canvas: HTMLCanvasElement) => {
            if (canvas.width * canvas.height === 0) return false
            const context = canvas.getContext('2d')
            if (!context) return false
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
            return data.some((value, i) => i % 4 !== 3 && value > 0)
          }
          const look = () =>
            requestAnimationFrame(() => {
              const now = performance.now() - begun
              const list = document.querySelector('[role=listbox]')?.parentElement?.querySelector('canvas')
              const chart = document.querySelector<HTMLCanvasElement>('[data-chart] canvas, .chart canvas')
              if (list && painted(list) && chart && painted(chart)) resolve(now)
              else if (now > 60_000) reject(new Error('The run was not shown within a minute'))
              else look()
            })
          look()
        }),
      MADE,
    )
    taken.push(await shown)
  }
  return taken
}

/** @returns its address */
async function startTraining(page: Page, preset: string): Promise<string> {
  await page.evaluate(() => (location.hash = '#/new'))
  await page.getByRole('radio', { name: 'Strokes', exact: true }).check()
  await page.getByRole('radio', { name: preset, exact: true }).check()
  // Longer than anybody watches.
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('1000000')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('listbox', { name: 'Reconstructions' }).waitFor({ timeout: 120_000 })
  await wait(10_000)
  return page.evaluate(() => location.hash)
}

/** Those that end the training, or leave the window. */
const LEFT_ALONE = /stop|discard|delete|export|save|reveal|show in|resume|pause/i

/** Every control of the Watch view, by its name: ms from the click to what it does. */
async function clicksOn(page: Page): Promise<Record<string, number>> {
  const taken: Record<string, number> = {}
  const controls = page
    .getByRole('main')
    .locator(
      ['button', 'input[type=checkbox]', 'input[type=radio]', '[role=option]']
        .map((control) => `${control}:visible`)
        .join(),
    )
  await page.getByRole('listbox').first().waitFor()
  const here = await page.evaluate(() => location.hash)
  // Some make others come and go.
  for (let i = 0; i < (await controls.count()); i++) {
    const control = controls.nth(i)
    const name = await nameOf(control)
    if (name === undefined || LEFT_ALONE.test(name) || name in taken) continue
    const ms = await effectOf(page, ['pointerdown'], () => control.click({ timeout: 2000 })).catch(() => NaN)
    if (!Number.isNaN(ms)) taken[name] = rounded(ms, 1)
    // Whatever it opened is closed again, and where it led is left.
    await page.keyboard.press('Escape')
    await page.evaluate((here) => (location.hash = here), here)
    await page.getByRole('listbox').first().waitFor()
  }
  const places = page.getByRole('navigation').getByRole('link')
  for (let i = 0; i < (await places.count()); i++) {
    const place = places.nth(i)
    const name = `go to ${(await place.innerText()).trim()}`
    const ms = await effectOf(page, ['pointerdown'], () => place.click())
    // A place one is at already.
    if (!Number.isNaN(ms)) taken[name] = rounded(ms, 1)
  }
  await page.evaluate(() => (location.hash = '#/watch'))
  return taken
}

async function nameOf(control: Locator): Promise<string | undefined> {
  if (!(await control.isVisible()) || !(await control.isEnabled())) return undefined
  return control.evaluate(
    (element) =>
      element.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement
        ? element.labels?.[0]?.textContent
        : element.textContent
      )?.trim() ??
      '',
  )
}

interface Memory {
  readonly minute: number
  /** Of JavaScript alive, MB. */
  readonly heap: number
  /** Of the window's process, MB. */
  readonly workingSet: number | undefined
}

/** Every minute of watching; told as it goes, for hours may be cut short. */
async function watching({ page, workingSet }: OpenStudio, minutes: number): Promise<Memory[]> {
  const memory: Memory[] = []
  for (let minute = 1; minute <= minutes; minute++) {
    await wait(60_000)
    const heap = await heapOf(page)
    const whole = await workingSet()
    memory.push({
      minute,
      heap: rounded(heap / 1e6, 2),
      workingSet: whole === undefined ? undefined : rounded(whole / 1e6, 1),
    })
    console.error(JSON.stringify(memory.at(-1)))
  }
  return memory
}
