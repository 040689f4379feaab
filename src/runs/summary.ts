import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { RunSummary } from '../studio/run'
import { DEFAULTS, variantOf } from '../studio/settings'
import { listCheckpoints } from './checkpoints'
import { folderOf, idOf, THUMBNAIL } from './layout'
import { holderOf } from './lock'
import { readManifest } from './manifest'
import { readTail } from './metrics'

/** Every run in `runsFolder`, newest first. What cannot be read as a run is listed with words on why. */
export function listRuns(runsFolder: string): RunSummary[] {
  let entries
  try {
    entries = readdirSync(runsFolder, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', runsFolder, error)
  }
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => ({
      ...summaryOrDamage(runsFolder, name),
      bytes: bytesIn(join(runsFolder, name)),
    }))
    .sort(newestFirst)
}

export const newestFirst = (a: RunSummary, b: RunSummary): number =>
  a.created < b.created ? 1 : a.created > b.created ? -1 : 0

/** {@link summaryOf}, or a line with words on why it cannot be read as a run. */
export function summaryOrDamage(runsFolder: string, id: string): RunSummary {
  try {
    return summaryOf(folderOf(runsFolder, id))
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    const folder = join(runsFolder, id)
    return {
      id,
      folder,
      name: id,
      preset: '',
      engine: 'tensorflow',
      dataset: '',
      datasetTitle: '',
      pixels: '',
      variant: '',
      task: 'draw',
      state: 'failed',
      step: 0,
      until: 0,
      bestScore: null,
      created: statSync(folder).mtime.toISOString(),
      tags: [],
      note: '',
      settings: DEFAULTS,
      bytes: null,
      damaged: `${error.message}. ${error.remedy}`,
    }
  }
}

/**
 * A run's line in the list, from run.json, the heads of its checkpoints and the end of its log. Its bytes are not
 * counted: with thousands of snapshots that takes longer than all else.
 * @throws StudioError when run.json is damaged.
 */
export function summaryOf(folder: string): RunSummary {
  const manifest = readManifest(folder)
  const { name, preset, engine, dataset, settings, state, failure, until, created, forkedFrom } = manifest
  const active = state === 'running' || state === 'paused'
  const { good, bestScore } = listCheckpoints(folder)
  const tail = readTail(folder)
  const scores = [tail.score, bestScore, ...good.map(({ score }) => score)].filter((score) => score != null)
  const thumbnail = readThumbnail(folder)
  return {
    id: idOf(folder),
    folder,
    name,
    preset,
    engine,
    dataset: dataset.id,
    datasetTitle: dataset.title,
    pixels: settings.pixels,
    variant: variantOf(settings),
    task: settings.task,
    state: active && !holderOf(folder) ? 'interrupted' : state,
    ...(failure && { failure }),
    step: tail.step ?? good.at(-1)?.step ?? 0,
    until,
    bestScore: scores.length > 0 ? Math.min(...scores) : null,
    created,
    tags: manifest.tags,
    note: manifest.note,
    settings,
    ...(forkedFrom && { forkedFrom }),
    bytes: null,
    ...(thumbnail && { thumbnail }),
  }
}

/** None where the file is missing or no PNG: a picture must not keep a run from being listed. */
function readThumbnail(folder: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(join(folder, THUMBNAIL))
    return bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n' ? new Uint8Array(bytes) : undefined
  } catch (error) {
    if (codeOf(error)) return undefined
    throw error
  }
}

/** Of all files; one that goes away meanwhile, as a thinned checkpoint does, counts nothing. */
function bytesIn(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    try {
      bytes += entry.isDirectory() ? bytesIn(path) : statSync(path).size
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw systemError('read', path, error)
    }
  }
  return bytes
}
