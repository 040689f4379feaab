import { rmSync } from 'node:fs'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { Checkpoint } from '../studio/run'
import type { CheckpointChoice } from '../studio/trainer'
import { readCheckpointInfo } from './checkpoint'
import { checkpointFile, checkpointSteps } from './layout'

export interface CheckpointList {
  /** By step. */
  good: Checkpoint[]
  /** The least validation score up to the newest of them. */
  bestScore: number | null
  /** Files whose head is damaged or which are cut short. */
  damaged: { step: number; error: StudioError }[]
}

/** The checkpoints in `folder`, from their heads alone. */
export function listCheckpoints(folder: string): CheckpointList {
  const list: CheckpointList = { good: [], bestScore: null, damaged: [] }
  for (const step of checkpointSteps(folder))
    try {
      const { score, bestScore, kept, bytes, created } = readCheckpointInfo(folder, step)
      list.good.push({ step, score, best: false, kept, bytes, created })
      list.bestScore = bestScore
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      list.damaged.push({ step, error })
    }
  const best = lowest(list.good)
  if (best) best.best = true
  return list
}

/**
 * The step of the checkpoint that is meant. Without a validated one, the best is the newest.
 * @throws StudioError when there is none, or when it is damaged: then the newest good one is offered.
 */
export function chooseCheckpoint(folder: string, choice: CheckpointChoice): number {
  const { good, damaged } = listCheckpoints(folder)
  const newest = good.at(-1)
  const bad = damaged.at(-1)
  if (choice === 'latest' && bad && bad.step > (newest?.step ?? -1)) throw instead(bad.error, newest?.step)
  if (typeof choice === 'number') {
    const error = damaged.find(({ step }) => step === choice)?.error
    if (error) throw instead(error, newest?.step)
    if (good.some(({ step }) => step === choice)) return choice
    throw new StudioError(
      `${folder} has no checkpoint of step ${choice}`,
      newest ? `Choose one of ${good.map(({ step }) => step).join(', ')}.` : NONE,
    )
  }
  const chosen = choice === 'best' ? (lowest(good) ?? newest) : newest
  if (!chosen) throw new StudioError(`${folder} has no checkpoint yet`, NONE)
  return chosen.step
}
/** Where training goes on: {@link chooseCheckpoint}, or the beginning of a run that never came to a checkpoint. */
export const startingStep = (folder: string, choice: CheckpointChoice): number =>
  checkpointSteps(folder).length === 0 && (choice === 0 || typeof choice === 'string')
    ? 0
    : chooseCheckpoint(folder, choice)
const NONE = 'Train the run until its first checkpoint, or ask for one while it trains.'

/** `error` of a damaged checkpoint with the newest good one offered. */
export const instead = (error: StudioError, good: number | undefined): StudioError =>
  new StudioError(
    error.message,
    good === undefined
      ? 'No other checkpoint of this run is whole: start a new run with the same settings.'
      : `Choose the checkpoint of step ${good}, the newest that is whole.`,
    { cause: error },
  )

/**
 * Removes all but the newest `keep`, the best, and those kept by hand, with a note or for a favourite. Damaged files
 * are left for a person to judge.
 * @param labels notes, by step
 * @param liked steps that favourites are drawn from
 */
export function thinCheckpoints(
  folder: string,
  keep: number,
  labels: Readonly<Record<string, string>> = {},
  liked: readonly number[] = [],
): void {
  for (const { step, best, kept } of listCheckpoints(folder).good.slice(0, -keep))
    if (!best && !kept && !labels[step] && !liked.includes(step)) rmSync(checkpointFile(folder, step))
}

/**
 * Removes one.
 * @throws StudioError when there is none of this step
 */
export function deleteCheckpoint(folder: string, step: number): void {
  const file = checkpointFile(folder, step)
  try {
    rmSync(file)
  } catch (error) {
    throw systemError('write', file, error)
  }
}

const lowest = <C extends Checkpoint>(checkpoints: readonly C[]): C | undefined =>
  checkpoints.reduce<C | undefined>(
    (best, next) => (next.score !== null && next.score < (best?.score ?? Infinity) ? next : best),
    undefined,
  )
