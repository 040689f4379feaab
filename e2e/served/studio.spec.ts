import { chromium, expect, test, type Browser } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginning, discard, journey } from '../journey'
import { previewed } from '../pictures'
import { StudioPage } from '../studioPage'

let home: string
let server: ChildProcess
let browser: Browser

/** Starts the served studio and opens the address it prints. */
async function open(): Promise<StudioPage> {
  server = spawn(process.execPath, ['scripts/easel.js', 'serve'], {
    env: { ...process.env, EASEL_HOME: home, EASEL_GRAPH_CACHE: join(home, 'graphs') },
  })
  let words = ''
  server.stdout?.on('data', (chunk: Buffer) => (words += String(chunk)))
  await expect.poll(() => words, { timeout: 30_000 }).toMatch(/http:\S+/)
  const page = await browser.newPage()
  await page.goto(/http:\S+/.exec(words)?.[0] ?? '')
  return new StudioPage(page)
}

test.beforeAll(async () => {
  const executablePath = process.env['EASEL_CHROMIUM']
  browser = await chromium.launch({ ...(executablePath && { executablePath }) })
})
test.afterAll(() => browser.close())
test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'easel-e2e-'))
})
test.afterEach(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  await rm(home, { recursive: true, force: true })
})

test('a run is started, watched, paused, stopped, resumed and exported', async () => {
  await journey(await open())
})

test('a run says what it does until its first step, and can be stopped meanwhile', async () => {
  await beginning(await open())
})

test('pictures are looked at and chosen from before they are imported', async () => {
  await previewed(await open(), home)
})

test('a run can be thrown away', async () => {
  await discard(await open())
})

test('the token leaves the address bar, and a page without it gets nothing', async () => {
  const { page } = await open()
  expect(page.url()).not.toContain('token')
  const stranger = await browser.newContext()
  const response = await (await stranger.newPage()).goto(new URL(page.url()).origin)
  expect(response?.status()).toBe(401)
  await stranger.close()
})

test('a reload in mid-training finds the run again', async () => {
  const studio = await open()
  await studio.startTiny('Reloaded', 100_000)
  const step = await studio.expectStepAbove(0)
  await studio.page.reload()
  await studio.expectState('Running')
  await studio.expectStepAbove(step)
})

test('when the studio stops the page says so', async () => {
  const { page } = await open()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible()
  server.kill('SIGKILL')
  await expect(page.getByRole('alert')).toContainText(/stopped/i)
})
