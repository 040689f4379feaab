import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NO_PREFERENCES } from '../studio/preferences'
import { home } from './home'
import { createPreferences } from './preferences'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-preferences-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const here = () => home({ EASEL_HOME: folder })

describe('the home', () => {
  it('is EASEL_HOME, whatever is preferred', () => {
    writeFileSync(join(folder, 'preferences.json'), '{"dataFolder": "/elsewhere"}')
    expect(here()).toMatchObject({
      runs: join(folder, 'runs'),
      dataFolder: { path: folder, from: 'environment' },
    })
  })

  it.skipIf(process.platform !== 'linux')(
    'is the preferred folder else; preferences stay where they are',
    () => {
      vi.stubEnv('XDG_DATA_HOME', folder)
      const own = join(folder, 'easel')
      expect(home({})).toMatchObject({ runs: join(own, 'runs'), dataFolder: { path: own, from: 'platform' } })
      mkdirSync(own)
      writeFileSync(join(own, 'preferences.json'), '{"dataFolder": "/elsewhere"}')
      expect(home({})).toMatchObject({
        runs: join('/elsewhere', 'runs'),
        dataFolder: { path: '/elsewhere', from: 'preferences' },
        preferencesFile: join(own, 'preferences.json'),
      })
      vi.unstubAllEnvs()
    },
  )
})

describe('preferences', () => {
  it('are kept, one after the other', async () => {
    const { change } = createPreferences(here())
    await Promise.all([change({ theme: 'dark' }), change({ engine: 'wasm' }), change({ theme: 'light' })])
    const expected = { ...NO_PREFERENCES, theme: 'light', engine: 'wasm' }
    expect(here().preferences).toEqual(expected)
    expect(JSON.parse(readFileSync(here().preferencesFile, 'utf8'))).toEqual(expected)
    expect(readdirSync(folder)).toEqual(['preferences.json'])
  })

  it('tell who listens', async () => {
    const { change, onChange } = createPreferences(here())
    const heard: string[] = []
    onChange(({ theme }) => heard.push(theme))
    await change({ theme: 'dark' })
    expect(heard).toEqual(['dark'])
  })

  it.each([
    ['runs', /no whole path/],
    ['/there/is/none/such', /no such folder/],
  ])('refuse the data folder %s, and keep the old one', async (dataFolder, words) => {
    const { change, now } = createPreferences(here())
    await expect(change({ dataFolder })).rejects.toThrow(words)
    expect(now().dataFolder).toBeNull()
  })

  it('take a folder that is there', async () => {
    const { change } = createPreferences(here())
    expect((await change({ dataFolder: folder })).dataFolder).toBe(folder)
  })
})
