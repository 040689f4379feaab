import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from './fixture'
import { holderOf, lock, unlockThread } from './lock'

let folder: string
const file = () => join(folder, 'lock.json')
const change = (changes: object) =>
  writeFileSync(
    file(),
    JSON.stringify({ ...(JSON.parse(readFileSync(file(), 'utf8')) as object), ...changes }),
  )

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('lets one in at a time and names the holder to the others', () => {
  const unlock = lock(folder)
  expect(() => lock(folder)).toThrow(new RegExp(`process ${process.pid} since`))
  expect(holderOf(folder)?.pid).toBe(process.pid)
  unlock()
  lock(folder)()
  expect(existsSync(file())).toBe(false)
})

it('does not take a living process for dead', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  lock(folder)
  change({ pid: other.pid, started: '' })
  expect(() => lock(folder)).toThrow(new RegExp(`process ${other.pid}`))
  other.kill('SIGKILL')
  await once(other, 'exit')
  lock(folder)()
})

it.each([
  ['of another boot of the machine', { boot: 'another' }],
  ['of an earlier process with the same number', { started: '1' }],
  [
    'made before the machine last started, where boots have no names',
    { boot: '', at: '2001-01-01T00:00:00.000Z' },
  ],
  ['that says nothing a lock should say', { pid: 'mine' }],
])('takes over a lock %s', (_, changes) => {
  lock(folder)
  change(changes)
  utimesSync(file(), 0, 0)
  expect(holderOf(folder)).toBeUndefined()
  lock(folder)()
  expect(existsSync(file())).toBe(false)
})

it('waits for whoever is just writing a lock', () => {
  writeFileSync(file(), '')
  expect(() => lock(folder)).toThrow(/another process/)
})

it('gives back what a dead thread held, and only that', () => {
  lock(folder)
  unlockThread(folder, 99)
  expect(holderOf(folder)).toBeDefined()
  change({ thread: 99 })
  unlockThread(folder, 99)
  expect(holderOf(folder)).toBeUndefined()
})
