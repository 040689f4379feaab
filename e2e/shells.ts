import { _electron, chromium, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { StudioPage } from './studioPage'

/** A studio opened for a test, with a home of its own. */
export interface Opened {
  readonly studio: StudioPage
  readonly home: string
}
export interface OpenedElectron extends Opened {
  readonly app: ElectronApplication
  /** Closes the program and starts it again. */
  readonly reopen: () => Promise<OpenedElectron>
}
/** Makes the home before anything is opened in it. */
type Prepare = (home: string) => Promise<void>
type Environment = Record<string, string>

async function inHome(
  prepare: Prepare,
  body: (home: string, env: Environment) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'easel-e2e-'))
  try {
    await prepare(home)
    const env = { ...process.env, EASEL_HOME: home, EASEL_GRAPH_CACHE: join(home, 'graphs') }
    await body(home, env as Environment)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
const nothing: Prepare = async () => {}

/** A test of the real desktop; it is closed and its home removed after, whatever happens. */
export const testInElectron = (
  title: string,
  body: (opened: OpenedElectron) => Promise<void>,
  prepare = nothing,
): void =>
  test(title, () =>
    inHome(prepare, async (home, env) => {
      let close = async () => {}
      const open = async (): Promise<OpenedElectron> => {
        const app = await _electron.launch({ args: [resolve('.')], env })
        close = () => app.close()
        const studio = new StudioPage(await app.firstWindow())
        return { studio, home, app, reopen: () => app.close().then(open) }
      }
      try {
        await body(await open())
      } finally {
        await close()
      }
    }),
  )

/** A test of the real served studio in a browser; both are closed and its home removed after, whatever happens. */
export const testServed = (title: string, body: (opened: Opened) => Promise<void>, prepare = nothing): void =>
  test(title, () =>
    inHome(prepare, async (home, env) => {
      const { page, close } = await openServed(env)
      try {
        await body({ studio: new StudioPage(page), home })
      } finally {
        await close()
      }
    }),
  )

/** Starts the served studio and opens the address it prints. */
async function openServed(env: Environment): Promise<{ page: Page; close: () => Promise<void> }> {
  const server = spawn(process.execPath, ['scripts/easel.js', 'serve'], { env })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  let words = ''
  server.stdout.on('data', (chunk: Buffer) => (words += String(chunk)))
  await expect.poll(() => words, { timeout: 30_000 }).toMatch(/http:\S+/)
  const executablePath = process.env['EASEL_CHROMIUM']
  const browser = await chromium.launch({ ...(executablePath && { executablePath }) })
  const page = await browser.newPage()
  await page.goto(/http:\S+/.exec(words)?.[0] ?? '')
  return {
    page,
    async close() {
      await browser.close()
      server.kill('SIGTERM')
      await ended
    },
  }
}
