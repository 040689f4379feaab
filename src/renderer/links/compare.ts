import { checkpointOf } from '../components/checkpoints'
import type { View } from '../state/route'
import type { CheckpointChoice } from '../../studio/trainer'

/** A run at one of its checkpoints. */
export interface Entry {
  readonly run: string
  readonly checkpoint: CheckpointChoice
}

export const keyOf = ({ run, checkpoint }: Entry): string => `${run}@${checkpoint}`

/** How an address says what is compared: `runs=a@latest b@500`. */
export const compareQuery = (entries: readonly Entry[]): NonNullable<View['query']> => ({
  runs: entries.map(keyOf).join(' '),
})

/** What an address says; what it does not say well is left out. */
export function entriesOf(query: View['query']): Entry[] {
  const words = (query?.['runs'] ?? '').split(/[ ,]+/).filter(Boolean)
  const entries = words.flatMap((word) => {
    const [, run, checkpoint = 'latest'] = /^([\w.-]+)(?:@(latest|best|\d+))?$/.exec(word) ?? []
    if (run === undefined) return []
    return [{ run, checkpoint: checkpointOf(checkpoint) }]
  })
  return entries.filter((entry, i) => entries.findIndex((other) => keyOf(other) === keyOf(entry)) === i)
}
