import envPaths from 'env-paths'
import { isAbsolute, join } from 'node:path'
import type { StudioError } from '../studio/api'
import { preferencesSchema, type Preferences } from '../studio/preferences'
import type { DataFolder } from '../studio/requests/desktop'
import { readKept } from './kept'

export interface Home {
  readonly runs: string
  readonly library: string
  readonly logs: string
  readonly dataFolder: DataFolder
  /** preferences.json; stays where it is when the data folder changes. */
  readonly preferencesFile: string
  /** As they were found. */
  readonly preferences: Preferences
  readonly problem?: StudioError
}

/** Where this user's runs, data sets and logs lie: EASEL_HOME, or as preferred, or the platform's folder for data. */
export function home(environment: NodeJS.ProcessEnv = process.env): Home {
  const given = environment['EASEL_HOME']
  const own = given || envPaths('easel', { suffix: '' }).data
  const preferencesFile = join(own, 'preferences.json')
  const { value: preferences, problem } = readKept(preferencesFile, preferencesSchema)
  const dataFolder = dataFolderOf(given, own, preferences)
  return {
    runs: join(dataFolder.path, 'runs'),
    library: join(dataFolder.path, 'data'),
    logs: join(dataFolder.path, 'logs'),
    dataFolder,
    preferencesFile,
    preferences,
    ...(problem && { problem }),
  }
}

function dataFolderOf(given: string | undefined, own: string, preferences: Preferences): DataFolder {
  const { dataFolder: preferred } = preferences
  if (given) return { path: own, from: 'environment' }
  if (preferred !== null && isAbsolute(preferred)) return { path: preferred, from: 'preferences' }
  return { path: own, from: 'platform' }
}
