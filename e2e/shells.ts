import { _electron, chromium, expect, test, type Page } from '@playwright/test'
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
type Close = () => Promise<void>
type Open = (environment: Record<string, string>) => Promise<{ page: Page; close: Close }>

const openElectron: Open = async (env) => {
  const app = await _electron.launch({ args: [resolve('.')], env })
  return { page: await app.firstWindow(), close: () => app.close() }
}

/** Starts the served studio and opens the address it prints. */
const openServed: Open = async (env) => {
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

/** A test of the real studio: it is opened before, and closed and its home removed after, whatever happens. */
const testIn =
  (open: Open) =>
  (title: string, body: (opened: Opened) => Promise<void>): void =>
    test(title, async () => {
      const home = await mkdtemp(join(tmpdir(), 'easel-e2e-'))
      try {
        const env = { ...process.env, EASEL_HOME: home, EASEL_GRAPH_CACHE: join(home, 'graphs') }
        const { page, close } = await open(env as Record<string, string>)
        try {
          await body({ studio: new StudioPage(page), home })
        } finally {
          await close()
        }
      } finally {
        await rm(home, { recursive: true, force: true })
      }
    })

export const testInElectron = testIn(openElectron)
export const testServed = testIn(openServed)
