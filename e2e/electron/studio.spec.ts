import { _electron, expect, test, type ElectronApplication } from '@playwright/test'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beginning, discard, journey } from '../journey'
import { previewed } from '../pictures'
import { StudioPage } from '../studioPage'

let home: string
let app: ElectronApplication

const open = async () => {
  app = await _electron.launch({
    args: [resolve('.')],
    env: { ...process.env, EASEL_HOME: home, EASEL_GRAPH_CACHE: join(home, 'graphs') } as Record<
      string,
      string
    >,
  })
  return new StudioPage(await app.firstWindow())
}

const runs = async () => {
  const entries = await readdir(join(home, 'runs'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'easel-e2e-'))
})
test.afterEach(async () => {
  await app.close()
  await rm(home, { recursive: true, force: true })
})

test('a run is started, watched, paused, stopped, resumed and exported', async () => {
  await journey(await open())
  const [run] = await runs()
  const exports = await readdir(join(home, 'runs', run as string, 'exports'))
  expect(exports.map((name) => name.split('.').pop()).sort()).toEqual(['gif', 'npz', 'png', 'png'])
})

test('a run says what it does until its first step, and can be stopped meanwhile', async () => {
  await beginning(await open())
})

test('pictures are looked at and chosen from before they are imported', async () => {
  await previewed(await open(), home)
})

test('a run can be thrown away', async () => {
  await discard(await open())
  expect(await runs()).toEqual([])
})

test('closing the window while a run trains keeps it, and it goes on from there', async () => {
  const first = await open()
  await first.startTiny('Left alone', 100_000)
  const step = await first.expectStepAbove(2)
  await app.close()

  const again = await open()
  await again.go('Runs')
  await expect(again.page.getByRole('row', { name: /Left alone/ })).toContainText('Stopped')
  await again.page
    .getByRole('row', { name: /Left alone/ })
    .getByRole('button')
    .or(again.page.getByRole('row', { name: /Left alone/ }).getByRole('link'))
    .first()
    .click()
  await again
    .button(/^Resume from/)
    .first()
    .click()
  await again.expectState('Running')
  expect(await again.expectStepAbove(step)).toBeGreaterThan(step)
})

test('the page is sandboxed, isolated, and may fetch nothing from elsewhere', async () => {
  const { page } = await open()
  const seen = await page.evaluate(async () => ({
    node: typeof (globalThis as Record<string, unknown>)['require'],
    shell: Object.keys(window.easel ?? {}).sort(),
    fetched: await fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'refused',
    ),
    inline: (() => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.head.append(script)
      return 'ran' in window
    })(),
  }))
  expect(seen).toEqual({
    node: 'undefined',
    shell: ['chooseFolder', 'connect', 'menu', 'onCommand', 'openLink', 'pathOf', 'reveal', 'show'],
    fetched: 'refused',
    inline: false,
  })
  await page.evaluate(() => window.open('https://example.com'))
  expect(app.windows()).toHaveLength(1)
})
