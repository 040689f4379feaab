import { copyFileSync, linkSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { codeOf } from '../files/systemError'
import { StudioError } from '../studio/api'
import { comparable, forkProblems } from '../studio/fork'
import type { CheckpointChoice } from '../studio/trainer'
import { copyCheckpoint } from './checkpoint'
import { createRun, createRunAt, type RunPlan } from './create'
import { METRICS, SNAPSHOTS, snapshotFile, snapshotSteps, THUMBNAIL } from './layout'
import type { Run } from './run'

/**
 * Makes a run in `runsFolder` that begins with a checkpoint of `source`, which stays as it is; its curves and snapshots
 * up to there come along.
 * @param folder where the run is to be, instead
 * @throws StudioError when the weights do not fit the plan
 */
export function forkRun(
  runsFolder: string,
  source: Run,
  choice: CheckpointChoice,
  plan: Omit<RunPlan, 'forkedFrom'>,
  folder?: string,
): Run {
  const before = source.manifest()
  const step = source.choose(choice)
  const problems = forkProblems(before, plan, step)
  if (problems.length > 0)
    throw new StudioError(problems.map(({ message }) => message).join('; '), 'Change the settings named.')
  const forkedFrom = { run: source.id, name: before.name, checkpoint: step }
  const same = comparable(before, plan)
  const fill = (into: string) => {
    copyCheckpoint(source.folder, into, step, same ? {} : { score: '', bestScore: '' })
    copyLog(source.folder, into, step, same)
    for (const snapshot of snapshotSteps(source.folder).filter((other) => other <= step))
      share(
        snapshotFile(source.folder, snapshot),
        join(into, SNAPSHOTS, basename(snapshotFile('', snapshot))),
      )
    share(join(source.folder, THUMBNAIL), join(into, THUMBNAIL))
  }
  const whole = { ...plan, forkedFrom }
  return folder === undefined ? createRun(runsFolder, whole, fill) : createRunAt(folder, whole, fill)
}

/** Writes the lines of a log up to `step` that are not void. */
function copyLog(from: string, into: string, step: number, validations: boolean): void {
  let lines: { step: number; text: string }[] = []
  for (const text of linesOf(join(from, METRICS))) {
    const line = JSON.parse(text) as {
      step?: number
      validation?: number
      changed?: number
      resumed?: number
    }
    if (line.resumed !== undefined) {
      const { resumed } = line
      lines = lines.filter((earlier) => earlier.step <= resumed)
    } else if (validations || line.validation === undefined)
      lines.push({ step: line.step ?? line.validation ?? line.changed ?? 0, text })
  }
  const kept = lines.filter((line) => line.step <= step)
  writeFileSync(join(into, METRICS), kept.map(({ text }) => `${text}\n`).join(''))
}

const linesOf = (file: string): string[] =>
  unlessMissing(() => readFileSync(file, 'utf8').split('\n').slice(0, -1)) ?? []

/** Files of a run are replaced, never changed: two runs may have one, on the disk once. */
function share(from: string, to: string): void {
  unlessMissing(() => {
    try {
      linkSync(from, to)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw error
      copyFileSync(from, to)
    }
  })
}

function unlessMissing<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
