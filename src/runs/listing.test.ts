import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRun } from './create'
import { PLAN, temporaryFolder } from './fixture'
import { createListing, type Listing } from './listing'
import { listRuns } from './summary'

let root: string
let listing: Listing
let counted: number
const settled = async () => {
  const before = counted
  await listing.list()
  await expect.poll(() => counted).toBeGreaterThan(before)
}
beforeEach(() => {
  root = temporaryFolder()
  counted = 0
  listing = createListing(
    root,
    () => counted++,
    (error) => {
      throw error
    },
  )
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('says what a whole reading says, the bytes a little later', async () => {
  createRun(root, { ...PLAN, name: 'one' })
  const two = createRun(root, { ...PLAN, name: 'two' })
  writeFileSync(join(two.folder, 'snapshots', '00000001.npz'), 'x'.repeat(1000))
  mkdirSync(join(root, 'no-run'))
  expect((await listing.list()).map(({ bytes }) => bytes)).toEqual([null, null, null])
  await expect.poll(() => counted).toBe(1)
  const byId = (runs: readonly { id: string }[]) => [...runs].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(byId(await listing.list())).toEqual(byId(listRuns(root)))
  expect(listing.bytesOf(two.id)).toBeGreaterThan(1000)
})

it('sees what changed, came and went', async () => {
  const run = createRun(root, PLAN)
  await settled()
  const before = listing.bytesOf(run.id) ?? NaN
  writeFileSync(join(run.folder, 'checkpoints', 'note.txt'), '12345')
  await listing.list()
  await expect.poll(() => listing.bytesOf(run.id)).toBe(before + 5)
  run.annotate({ tags: ['new'] })
  expect((await listing.list())[0]?.tags).toEqual(['new'])
  rmSync(run.folder, { recursive: true })
  expect(await listing.list()).toEqual([])
  expect(listing.bytesOf(run.id)).toBeNull()
})

it('reads a run that nobody holds any more as interrupted, though no file changed', async () => {
  const run = createRun(root, PLAN)
  const unlock = run.lock()
  run.update({ state: 'running' })
  expect((await listing.list())[0]?.state).toBe('running')
  unlock()
  expect((await listing.list())[0]?.state).toBe('interrupted')
})

it('has no folder to list before the first run', async () => {
  expect(await createListing(join(root, 'none'), () => {}, console.error).list()).toEqual([])
})
