import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRun } from './create'
import { frameOf, PLAN, temporaryFolder } from './fixture'
import { snapshotFile } from './layout'
import type { Run } from './run'
import { Shelf, snapshotsMade } from './shelf'
import { writeSnapshot } from './snapshot'

let root: string
let run: Run
beforeEach(() => {
  root = temporaryFolder()
  run = createRun(root, PLAN)
  run.lock()()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const sizes = () =>
  readdirSync(join(run.folder, 'snapshots')).map((name) => statSync(join(run.folder, 'snapshots', name)).size)

it('stays within its budget, says what gave way, and counts all that were made', () => {
  const one = writeSnapshot(run.folder, frameOf(0), 1)
  const shelf = new Shelf(run.folder, 5.5 * one)
  const gone: number[] = []
  for (let step = 100; step <= 1000; step += 100) {
    const { made, removed } = shelf.put(frameOf(step))
    expect(made).toBe(1 + step / 100)
    gone.push(...removed)
  }
  expect(sizes().reduce((a, b) => a + b)).toBeLessThanOrEqual(5.5 * one)
  expect(run.snapshots()).toHaveLength(5)
  expect(run.snapshots()).toEqual(expect.arrayContaining([0, 100, 1000]))
  expect([...gone, ...run.snapshots()].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 11 }, (_, i) => 100 * i),
  )
  expect(run.detail().snapshotsMade).toBe(11)
})

it('goes on counting where an earlier training ended, or went back to', () => {
  const one = writeSnapshot(run.folder, frameOf(0), 1)
  const shelf = new Shelf(run.folder, 3.5 * one)
  for (const step of [100, 200, 300, 400]) shelf.put(frameOf(step))
  expect(run.snapshots()).toEqual([0, 100, 400])
  expect(new Shelf(run.folder, 1e9).put(frameOf(500)).made).toBe(6)
  // The same step again, as when a run stops right after a snapshot.
  expect(new Shelf(run.folder, 1e9).put(frameOf(500)).made).toBe(6)
  run.supersede(400)
  expect(snapshotsMade(run.folder)).toBe(5)
})

it('counts those that are there where none tells', () => {
  for (const step of [0, 100]) writeSnapshot(run.folder, frameOf(step), 0)
  expect(snapshotsMade(run.folder)).toBe(2)
  rmSync(snapshotFile(run.folder, 0))
  expect(snapshotsMade(run.folder)).toBe(1)
})
