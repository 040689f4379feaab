import type { Page } from '@playwright/test'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { presetOf } from '../src/studio/presets'
import { report, skip, Unmeasured } from './report'
import { runErrands } from './runErrands'
import { median, rounded } from './statistics'
import { openStudio, type Shell } from './studios'
import { inFolder } from './trainings'

interface Options {
  readonly preset: string
  readonly rounds: number
  readonly shell: Shell
  readonly shared: string
  readonly atOnce: boolean
}
/** ms from pressing Start. */
interface Shown {
  readonly loss: number
  readonly canvas: number
}

/** From pressing Start to the first loss and the first canvas, in the studio itself, with and without kept graphs. */
export const benchStart = (options: Options): Promise<void> =>
  inFolder(async (folder) => {
    if (!existsSync('out/main/index.js'))
      throw new Unmeasured('The studio is not built. Run `npm run build`.')
    const preset = presetOf(options.preset)
    if (!preset) throw new Unmeasured(`The studio has no preset ${options.preset}.`)
    const home = join(folder, 'home')
    const dataset = await binarized(join(home, 'data'), options.shared)
    const graphs = join(folder, 'graphs')
    const taken: Record<'uncached' | 'cached', Shown[]> = { uncached: [], cached: [] }
    let shell = options.shell
    for (let round = 0; round < options.rounds; round++)
      for (const graphsAre of ['uncached', 'cached'] as const) {
        const env = { EASEL_HOME: home, EASEL_GRAPH_CACHE: graphs }
        if (graphsAre === 'uncached') empty(graphs)
        const studio = await openStudio(options.shell, env)
        shell = studio.shell
        try {
          await choose(studio.page, dataset, preset.title, options.atOnce)
          // Measuring before Start compiles the very step.
          if (graphsAre === 'uncached') empty(graphs)
          taken[graphsAre].push(await pressStart(studio.page))
        } finally {
          await studio.close()
        }
      }
    const rows = Object.entries(taken).map(([graphs, shown]) => ({
      graphs,
      'first loss s': rounded(median(shown.map(({ loss }) => loss)) / 1e3, 2),
      'first canvas s': rounded(median(shown.map(({ canvas }) => canvas)) / 1e3, 2),
    }))
    const { rounds, atOnce } = options
    report('start', { preset: preset.id, dataset, shell, rounds, atOnce, rows, taken })
  })

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
}

/** Brings static binarized MNIST into the library. @returns the title of the data set to train on */
async function binarized(library: string, shared: string): Promise<string> {
  const files = join(shared, 'data/binarized_mnist')
  if (existsSync(files)) {
    const { errands, stderr } = await runErrands([{ kind: 'import', library, files: [files] }])
    if (errands[0]?.end?.kind === 'done') return 'Static binarized MNIST'
    throw new Error(`Importing ${files} failed: ${JSON.stringify(errands[0])} ${stderr}`)
  }
  skip(
    'static binarized MNIST',
    `There is no ${files}; Strokes instead.`,
    'Name the shared folder in EASEL_SHARED.',
  )
  return 'Strokes'
}

/** Sets a run up; unless Start is pressed at once, the estimate has been measured when it returns. */
async function choose(page: Page, dataset: string, preset: string, atOnce: boolean): Promise<void> {
  await page.getByRole('radio', { name: dataset, exact: true }).check()
  await page.getByRole('radio', { name: preset, exact: true }).check()
  if (!atOnce) await page.getByText('Measured here, by a few steps.').waitFor({ timeout: 120_000 })
}

/** Looks at the page every time it is drawn, from the press of the button on. */
async function pressStart(page: Page): Promise<Shown> {
  const start = page.getByRole('button', { name: 'Start', exact: true })
  await start.waitFor()
  const shown = page.evaluate(
    () =>
      new Promise<Shown>((resolve, reject) => {
        const hasLoss = () =>
          [...document.querySelectorAll('th')].some(
            (head) =>
              head.textContent?.trim() === 'training' &&
              /\d/.test(head.parentElement?.querySelector('td')?.textContent ?? ''),
          )
        const hasCanvas = () =>
          [...document.querySelectorAll('[role=listbox][aria-label=Reconstructions]')].some((list) => {
            const canvas = list.parentElement?.querySelector('canvas')
            const context = canvas?.getContext('2d')
            if (!canvas || !context || canvas.width * canvas.height === 0) return false
            return context.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)
          })
        const look = (pressed: number, seen: Partial<Shown>) =>
          requestAnimationFrame(() => {
            const now = performance.now() - pressed
            const loss = seen.loss ?? (hasLoss() ? now : undefined)
            const canvas = seen.canvas ?? (hasCanvas() ? now : undefined)
            if (loss !== undefined && canvas !== undefined) return resolve({ loss, canvas })
            if (now > 120_000) return reject(new Error('No loss or no canvas within two minutes'))
            look(pressed, { ...(loss !== undefined && { loss }), ...(canvas !== undefined && { canvas }) })
          })
        document.addEventListener('click', () => look(performance.now(), {}), { capture: true, once: true })
      }),
  )
  await start.click()
  return shown
}
