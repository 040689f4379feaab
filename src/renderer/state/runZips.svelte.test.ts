import { zipSync, strToU8 } from 'fflate'
import { expect, it } from 'vitest'
import { fakeStudio, runOf } from '../testing/fake-studio'
import { App } from './app.svelte'
import { isRunZip, runZipsOf } from './runZips.svelte'
import type { Shell } from '../../studio/shell'

const zip = (names: string[], file = 'a.zip') =>
  new File([zipSync(Object.fromEntries(names.map((name) => [name, strToU8('{}')])))] as BlobPart[], file)

it.each([
  [zip(['run-1/run.json', 'run-1/metrics.jsonl']), true],
  [zip(['metrics.jsonl', 'run.json']), true],
  [zip(['cats/1.png', 'dogs/rerun.json.png']), false],
  [new File(['not a zip'], 'a.zip'), false],
  [zip(['run.json'], 'a.npz'), false],
])('knows a run by what the zip holds', async (file, is) => expect(await isRunZip(file)).toBe(is))

it('imports by path in a window, and goes to the run', async () => {
  location.hash = ''
  const runs = [runOf({ id: 'made', name: 'Made' })]
  const studio = fakeStudio({ runs: () => runs, importRun: () => ({ run: 'made', name: 'Made' }) })
  const app = await App.open(studio.connection, { pathOf: ({ name }) => `/tmp/${name}` } as Shell)
  await runZipsOf(app).import([zip(['run.json'])])
  expect(studio.calls.findLast(({ name }) => name === 'importRun')?.body).toEqual({ path: '/tmp/a.zip' })
  expect(app.view).toEqual({ place: 'runs', run: 'made' })
})
