import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StudioError } from '../studio/api'
import { sweep, writeAtomic, writeAtomicSync } from './atomic'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'easel-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe.each([
  ['writeAtomic', writeAtomic],
  ['writeAtomicSync', async (path: string, bytes: Uint8Array) => writeAtomicSync(path, bytes)],
])('%s', (_, write) => {
  it('replaces a file and leaves nothing else', async () => {
    const path = join(folder, 'a')
    await write(path, new Uint8Array([1]))
    await write(path, new Uint8Array([2, 3]))
    expect([...readFileSync(path)]).toEqual([2, 3])
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('says why it cannot write, and leaves nothing', async () => {
    await expect(write(join(folder, 'no', 'a'), new Uint8Array(1))).rejects.toThrow(StudioError)
    mkdirSync(join(folder, 'taken', 'full'), { recursive: true })
    await expect(write(join(folder, 'taken'), new Uint8Array(1))).rejects.toThrow(/taken/)
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

describe('sweep', () => {
  it('removes what killed writers left, and nothing of a living one', () => {
    writeFileSync(join(folder, '.a.4194305-1.tmp'), '')
    writeFileSync(join(folder, `.a.${process.pid}-1.tmp`), '')
    writeFileSync(join(folder, 'mine.tmp'), '')
    sweep(folder)
    expect(readdirSync(folder).sort()).toEqual([`.a.${process.pid}-1.tmp`, 'mine.tmp'])
  })
})
