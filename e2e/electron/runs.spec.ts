import { expect } from '@playwright/test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { carried, livedIn, queued } from '../runs'
import { testInElectron } from '../shells'

testInElectron('runs wait in a queue', ({ studio }) => queued(studio))
testInElectron('a run is tagged, found, forked, compared and deleted', ({ studio }) => livedIn(studio))
testInElectron('a run travels as a zip', ({ studio, home }) =>
  carried(studio, async () => {
    await studio.button('Export zip').click()
    await expect(studio.page.getByText(/Written to .*\.zip/)).toBeVisible()
    const [run = ''] = await readdir(join(home, 'runs'))
    return join(home, 'runs', run, 'exports', `${run}.zip`)
  }),
)
testInElectron('what trained when the studio was closed goes on before what waits', async (opened) => {
  const { studio } = opened
  await studio.startTiny('Left', 100_000)
  await studio.expectStepAbove(2)
  await studio.go('New run')
  await studio.page.getByLabel('Name', { exact: true }).fill('Waiting')
  await studio.button('Add to queue').click()
  await expect(studio.page.getByText('“Waiting” waits in the queue.')).toBeVisible()
  const again = (await opened.reopen()).studio
  await again.go('Runs')
  await expect(again.page.getByRole('row', { name: /Left/ })).toContainText('Running', { timeout: 60_000 })
  await expect(again.page.getByRole('region', { name: 'Queue' }).getByRole('listitem')).toHaveCount(1)
})
