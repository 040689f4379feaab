import { folderOf } from '../runs/layout'
import type { Listing } from '../runs/listing'
import { openRun, type Run } from '../runs/run'
import { StudioError, type Hello } from '../studio/api'
import type { RunsCurves } from './curves'
import type { Datasets } from './datasets'
import type { Estimates } from './estimates'
import type { Evaluations } from './evaluations'
import type { Exporting } from './exporting'
import type { Gallery } from './gallery'
import type { Home } from './home'
import type { Queue } from './queue'
import type { Removals } from './removals'
import type { KeptPreferences } from './preferences'
import type { Saving } from './saving'
import type { Sessions } from './sessions'
import type { Trainers } from './trainers'
import type { Transfers } from './transfers'

/** What every window shares. */
export interface Services {
  readonly shell: Hello['shell']
  readonly home: Home
  readonly preferences: KeptPreferences
  readonly trainers: Trainers
  readonly sessions: Sessions
  readonly estimates: Estimates
  readonly datasets: Datasets
  readonly gallery: Gallery
  readonly exporting: Exporting
  readonly evaluations: Evaluations
  readonly curves: RunsCurves
  readonly saving: Saving
  readonly listing: Listing
  readonly queue: Queue
  readonly removals: Removals
  readonly transfers: Transfers
  hello(): Hello
}

/** @throws StudioError when there is no such run, or it is damaged */
export const openById = ({ home }: Services, id: string): Run => openRun(folderOf(home.runs, id))

/** Paths are chosen in Electron's dialogs; a browser sends what is in the files. @throws StudioError in a served studio */
export function desktopOnly({ shell }: Services): void {
  if (shell !== 'electron')
    throw new StudioError('A browser can’t name files of this machine.', 'Send the files themselves.')
}

/** Every window looks at the list of runs again. */
export const runsChanged = ({ sessions }: Services): void => sessions.tell({ kind: 'runs' })
