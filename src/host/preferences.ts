import { accessSync, constants, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { StudioError } from '../studio/api'
import { changed, type PreferenceChange, type Preferences } from '../studio/preferences'
import type { Home } from './home'
import { writeKept } from './kept'

export interface KeptPreferences {
  now(): Preferences
  /**
   * Changes some of them, on disk too.
   * @throws StudioError when a data folder can't be used, or the file not written
   */
  change(change: PreferenceChange): Promise<Preferences>
  onChange(listener: (preferences: Preferences) => void): void
}

export function createPreferences({ preferences, preferencesFile }: Home): KeptPreferences {
  let now = preferences
  const listeners = new Set<(preferences: Preferences) => void>()
  let written: Promise<unknown> = Promise.resolve()
  return {
    now: () => now,
    async change(change) {
      if (typeof change.dataFolder === 'string') refuseFolder(change.dataFolder)
      // One after the other, each with all that was changed before it.
      const write = written.then(async () => {
        const next = changed(now, change)
        await writeKept(preferencesFile, next)
        now = next
      })
      written = write.catch(() => undefined)
      await write
      for (const listen of listeners) listen(now)
      return now
    },
    onChange: (listener) => void listeners.add(listener),
  }
}

/** @throws StudioError */
function refuseFolder(path: string): void {
  const refuse = (why: string, remedy = 'Choose another folder.') => {
    throw new StudioError(`The data folder can’t be ${path}: ${why}.`, remedy)
  }
  if (!isAbsolute(path)) refuse('it is no whole path', 'Give it from the root on.')
  if (!isFolder(path)) refuse('there is no such folder', 'Make it first, or choose another.')
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch {
    refuse('you may not write there')
  }
}

/** What can't be looked at is none either. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
