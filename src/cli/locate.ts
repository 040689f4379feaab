import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openRun, type Run } from '../runs/run'
import { listRuns } from '../runs/summary'
import { nearest } from './nearest'
import { WrongArguments } from './wrongArguments'

/**
 * The run that `given` means: the path of its folder, or the id or name of one in the runs folder.
 * @throws StudioError
 */
export function locateRun(given: string, runsFolder: string): Run {
  if (existsSync(given)) return openRun(given)
  if (!/[/\\]/.test(given) && existsSync(join(runsFolder, given))) return openRun(join(runsFolder, given))
  const runs = listRuns(runsFolder)
  const named = runs.filter(({ name }) => name === given)
  if (named.length > 1)
    throw new WrongArguments(
      `${named.length} runs are named "${given}".`,
      `Choose one by its id: ${named.map(({ id }) => id).join(', ')}.`,
    )
  if (named[0]) return openRun(named[0].folder)
  const close = nearest(
    given,
    runs.flatMap(({ id, name }) => [id, name]),
  )
  throw new WrongArguments(
    `There is no run at ${resolve(given)}, nor one of that name or id in ${runsFolder}.`,
    `${close === undefined ? '' : `Did you mean ${close}? `}easel runs lists them.`,
  )
}

/** How to name `run` so that {@link locateRun} finds it again: its id in the runs folder, its path elsewhere. */
export const placeOf = (run: Run, runsFolder: string): string =>
  join(resolve(runsFolder), run.id) === run.folder ? run.id : run.folder
