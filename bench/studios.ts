import { _electron, chromium, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { skip } from './report'

export const SHELLS = ['electron', 'served'] as const
export type Shell = (typeof SHELLS)[number]

export interface OpenStudio {
  readonly shell: Shell
  readonly page: Page
  /** Bytes of the window's process; unknown in a browser. */
  workingSet(): Promise<number | undefined>
  close(): Promise<void>
}
type Environment = Readonly<Record<string, string>>

/** The built studio in Electron; served to a Chromium where there is no Electron, or no display for it. */
export async function openStudio(shell: Shell, env: Environment): Promise<OpenStudio> {
  if (shell === 'served') return openServed(env)
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    skip('the studio in Electron', 'There is no display; served instead.', 'Run it under `xvfb-run -a`.')
  else
    try {
      return await openElectron(env)
    } catch (error) {
      const [why] = String(error).split('\n')
      skip('the studio in Electron', `${why}; served instead.`, 'Run `npm run setup`.')
    }
  return openServed(env)
}

async function openElectron(env: Environment): Promise<OpenStudio> {
  const app = await _electron.launch({
    args: [resolve('.')],
    env: { ...process.env, ...env } as Record<string, string>,
  })
  return {
    shell: 'electron',
    page: await app.firstWindow(),
    workingSet: async () => {
      const processes = await app.evaluate(({ app }) => app.getAppMetrics())
      const window = processes.find(({ type }) => type === 'Tab')
      return window && 1024 * window.memory.workingSetSize
    },
    close: () => app.close(),
  }
}

async function openServed(env: Environment): Promise<OpenStudio> {
  const server = spawn(process.execPath, ['scripts/easel.js', 'serve'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const [found] = /http:\S+/.exec(line) ?? []
      if (found) resolve(found)
    })
    server.once('exit', (code) => reject(new Error(`easel serve ended with ${code}`)))
  })
  const executablePath = process.env['EASEL_CHROMIUM']
  const browser = await chromium.launch({ ...(executablePath && { executablePath }) })
  const page = await browser.newPage()
  await page.goto(address)
  return {
    shell: 'served',
    page,
    workingSet: async () => undefined,
    async close() {
      await browser.close()
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
  }
}
