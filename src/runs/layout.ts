import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'

/** Names inside a run folder; docs/formats.md says what each holds. */
export const MANIFEST = 'run.json'
export const METRICS = 'metrics.jsonl'
export const EVALUATIONS = 'evaluations.json'
export const FAVOURITES = 'favourites.json'
export const LOCK = 'lock.json'
export const THUMBNAIL = 'thumbnail.png'
export const CHECKPOINTS = 'checkpoints'
export const SNAPSHOTS = 'snapshots'
export const EXPORTS = 'exports'
export const SUPERSEDED = 'superseded'

const CHECKPOINT = /^(\d{8})\.safetensors$/
const SNAPSHOT = /^(\d{8})\.npz$/
const digits = (step: number) => String(step).padStart(8, '0')

export const checkpointFile = (folder: string, step: number) =>
  join(folder, CHECKPOINTS, `${digits(step)}.safetensors`)
export const snapshotFile = (folder: string, step: number) => join(folder, SNAPSHOTS, `${digits(step)}.npz`)

export const checkpointSteps = (folder: string) => stepsIn(join(folder, CHECKPOINTS), CHECKPOINT)
export const snapshotSteps = (folder: string) => stepsIn(join(folder, SNAPSHOTS), SNAPSHOT)

/** The steps in the names of the files in `folder`, ascending; none where there is no such folder. */
function stepsIn(folder: string, pattern: RegExp): number[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', folder, error)
  }
  return names
    .map((name) => pattern.exec(name)?.[1])
    .filter((step) => step !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
}

/** A run's id is the name of its folder, so that a copied or renamed folder is a run of its own. */
export const idOf = (folder: string): string => basename(resolve(folder))

/**
 * The folder of run `id`.
 * @throws StudioError when `id` is not the plain name of a folder, `..` for example.
 */
export function folderOf(runsFolder: string, id: string): string {
  if (!/^\w[\w.-]{0,127}$/.test(id))
    throw new StudioError(
      `"${id}" cannot be a run's folder: expected up to 128 letters, digits, _ . and -, not beginning with . or -`,
      'Rename the folder.',
    )
  return join(runsFolder, id)
}
