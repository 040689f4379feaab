import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRun } from '../runs/create'
import { PLAN } from '../runs/fixture'
import { createRemovals } from './removals'

let root: string
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'easel-removals-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))
const fault = (error: unknown) => {
  throw error
}

it('brings a deleted run back', async () => {
  const { folder } = createRun(root, PLAN)
  const removals = createRemovals(fault)
  await removals.remove(folder)
  expect(existsSync(folder)).toBe(false)
  await removals.restore(folder)
  expect(existsSync(join(folder, 'run.json'))).toBe(true)
  await expect(removals.restore(folder)).rejects.toThrow(/is gone/)
})

it('deletes for good when its time is over, and when the studio closes', async () => {
  const { folder } = createRun(root, PLAN)
  await createRemovals(fault, 0.02).remove(folder)
  await expect.poll(() => readdirSync(dirname(folder))).toEqual([])
  const other = createRun(root, PLAN)
  const removals = createRemovals(fault)
  await removals.remove(other.folder)
  await removals.close()
  expect(readdirSync(root)).toEqual([])
})
