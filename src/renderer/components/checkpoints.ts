import { amount, LOSSES } from '../../studio/losses'
import type { Checkpoint } from '../../studio/run'
import type { Task } from '../../studio/settings'
import type { CheckpointChoice } from '../../studio/trainer'
import { count } from '../format'

export interface CheckpointOption {
  readonly value: string
  readonly words: string
}

/** What can be chosen: the newest, the best if one was measured, and each by its step, newest first. */
export function checkpointOptions(checkpoints: readonly Checkpoint[], task: Task): CheckpointOption[] {
  const newestFirst = [...checkpoints].sort((a, b) => b.step - a.step)
  const describe = ({ step, score }: Checkpoint) =>
    `step ${count(step)}${score === null ? '' : `, ${amount(LOSSES[task].score, score)}`}`
  const newest = newestFirst[0]
  const best = newestFirst.find((checkpoint) => checkpoint.best)
  return [
    ...(newest ? [{ value: 'latest', words: `Latest (${describe(newest)})` }] : []),
    ...(best ? [{ value: 'best', words: `Best (${describe(best)})` }] : []),
    ...newestFirst.map((checkpoint) => ({
      value: String(checkpoint.step),
      words: capital(describe(checkpoint)),
    })),
  ]
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const checkpointOf = (value: string): CheckpointChoice =>
  value === 'latest' || value === 'best' ? value : Number(value)
