import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { Manifest } from '../studio/run'
import { problemsOf } from '../studio/settings'
import { VERSION } from '../studio/version'
import { CHECKPOINTS, EXPORTS, idOf, SNAPSHOTS } from './layout'
import { writeManifest } from './manifest'
import { Run } from './run'

export type RunPlan = Pick<Manifest, 'name' | 'preset' | 'engine' | 'dataset' | 'settings' | 'forkedFrom'>

/** Makes a run in a new folder of `runsFolder` named for the day and the run. @throws StudioError */
export const createRun = (runsFolder: string, plan: RunPlan, fill?: Fill): Run =>
  createRunAt(freeFolder(runsFolder, nameFor(plan.name)), plan, fill)

/** Puts into a run's folder, before it appears, what it begins with. */
export type Fill = (folder: string) => void

/** The name of a folder, for the day and a run's name. */
function nameFor(run: string): string {
  const day = new Date().toISOString().slice(0, 10)
  const slug = run
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .toLowerCase()
  return slug ? `${day}-${slug}` : day
}

/** `name` in `runsFolder`, with a number where there is one of that name. */
export function freeFolder(runsFolder: string, name: string): string {
  for (let n = 1; ; n++) {
    const folder = join(runsFolder, n === 1 ? name : `${name}-${n}`)
    if (!existsSync(folder)) return folder
  }
}

/**
 * Makes a run in `folder`, which must not exist or be empty: a run is never overwritten. The folder appears whole.
 * @throws StudioError
 */
export function createRunAt(folder: string, plan: RunPlan, fill: Fill = () => {}): Run {
  const problems = problemsOf(plan.settings, plan.dataset)
  if (problems.length > 0)
    throw new StudioError(problems.map(({ message }) => message).join('; '), 'Change the settings named.')
  const path = resolve(folder)
  const building = join(dirname(path), `.${basename(path)}.${process.pid}-${Date.now()}.new`)
  try {
    if (existsSync(path)) {
      if (readdirSync(path).length > 0)
        throw new StudioError(
          `${path} exists and is not empty: a run is never overwritten`,
          'Choose another folder, or resume the run that is there.',
        )
      rmdirSync(path)
    }
    for (const name of [CHECKPOINTS, SNAPSHOTS, EXPORTS]) mkdirSync(join(building, name), { recursive: true })
    writeManifest(building, {
      format: 'easel-run-1',
      id: idOf(path),
      ...plan,
      until: plan.settings.steps,
      state: 'stopped',
      tags: [],
      note: '',
      labels: {},
      created: new Date().toISOString(),
      version: VERSION,
    })
    fill(building)
    renameSync(building, path)
  } catch (error) {
    rmSync(building, { recursive: true, force: true })
    throw systemError('write', path, error)
  }
  return new Run(path)
}
