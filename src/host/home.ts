import envPaths from 'env-paths'
import { join } from 'node:path'

export interface Home {
  readonly runs: string
  readonly library: string
  readonly logs: string
}

/** Where this user's runs, data sets and logs lie: EASEL_HOME, or the platform's folder for data. */
export function home(environment: NodeJS.ProcessEnv = process.env): Home {
  const root = environment['EASEL_HOME'] || envPaths('easel', { suffix: '' }).data
  return { runs: join(root, 'runs'), library: join(root, 'data'), logs: join(root, 'logs') }
}
