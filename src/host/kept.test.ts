import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NO_PREFERENCES, preferencesSchema } from '../studio/preferences'
import { readKept, writeKept } from './kept'

let folder: string
const path = () => join(folder, 'preferences.json')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('a file that is not there says nothing', () => {
  expect(readKept(path(), preferencesSchema)).toEqual({ value: NO_PREFERENCES })
})

it('what is written is read again, and what a later Easel put there stays', async () => {
  await writeKept(path(), { theme: 'dark', later: 1 })
  const { value, problem } = readKept(path(), preferencesSchema)
  expect(problem).toBeUndefined()
  expect(value).toEqual({ ...NO_PREFERENCES, theme: 'dark', later: 1 })
})

it.each([
  ['{"theme": "dark"', /it is not JSON/],
  ['{"theme": "pink"}', /theme: /],
  ['[]', /it: /],
])('%s is set aside whole, and told', (text, words) => {
  writeFileSync(path(), text)
  const { value, problem } = readKept(path(), preferencesSchema)
  expect(value).toEqual(NO_PREFERENCES)
  expect(problem?.message).toMatch(words)
  const [kept, ...others] = readdirSync(folder)
  expect(others).toEqual([])
  expect(kept).toMatch(/^preferences\.damaged-\d{8}T\d+Z\.json$/)
  expect(problem?.remedy).toContain(kept)
  expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe(text)
})
