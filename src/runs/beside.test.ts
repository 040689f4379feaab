import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { readBeside } from './beside'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'easel-beside-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const read = () => readBeside(join(folder, 'a.json'), z.array(z.int()), 'Move it away.')

it('is what the file says, or nothing where there is none', () => {
  expect(read()).toBeUndefined()
  writeFileSync(join(folder, 'a.json'), '[1, 2]')
  expect(read()).toEqual([1, 2])
})

it('names a damaged file, and what to do', () => {
  for (const text of ['[1', '["one"]', '']) {
    writeFileSync(join(folder, 'a.json'), text)
    expect(read, text).toThrow(/a\.json is damaged/)
    expect(read, text).toThrow(expect.objectContaining({ remedy: 'Move it away.' }))
  }
})
