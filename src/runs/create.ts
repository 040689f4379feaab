import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { Manifest } from '../studio/run'
import { problemsOf } from '../studio/settings'
import { VERSION } from '../studio/version'
import { CHECKPOINTS, EXPORTS, idOf, SNAPSHOTS } from './layout'
import { writeManifest } from './manifest'
import { Run } from './run'

export type RunPlan = Pick<Manifest, 'name' | 'preset' | 'engine' | 'dataset' | 'settings'>

/** Makes a run in a new folder of `runsFolder` named for the day and the run. @throws StudioError */
export function createRun(runsFolder: string, plan: RunPlan): Run {
  const day = new Date().toISOString().slice(0, 10)
  const slug = plan.name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .toLowerCase()
  const name = slug ? `${day}-${slug}` : day
  for (let n = 1; ; n++) {
    const folder = join(runsFolder, n === 1 ? name : `${name}-${n}`)
    if (!existsSync(folder)) return createRunAt(folder, plan)
  }
}

/**
 * Makes a run in `folder`, which must not exist or be empty: a run is never overwritten. The folder appears whole.
 * @throws StudioError
 */
export function createRunAt(folder: string, plan: RunPlan): Run {
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
      created: new Date().toISOString(),
      version: VERSION,
    })
    renameSync(building, path)
  } catch (error) {
    throw systemError('write', path, error)
  }
  return new Run(path)
}
