import type { Preparation } from '../../../studio/trainer'
import type { Asked } from '../../state/live.svelte'

const DOING: Readonly<Record<Preparation, string>> = {
  data: 'Reading the data',
  engine: 'Loading the engine',
  compile: 'Compiling',
  'first step': 'Taking the first step',
}
const THEN: Partial<Record<Asked, string>> = {
  pause: 'then pausing',
  checkpoint: 'then saving',
  'stop-keep': 'then stopping',
  'stop-discard': 'then discarding',
}

/** What a run that was started does before its first step, and what it was told to do after that. */
export function startingWords(what: Preparation | undefined, asked: Asked | null): string {
  const doing = what ? DOING[what] : 'Starting'
  const then = asked && THEN[asked]
  return then ? `${doing}, ${then}` : doing
}
