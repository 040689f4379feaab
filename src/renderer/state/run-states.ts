import type { RunState } from '../../studio/run'

export const STATE_WORDS: Readonly<Record<RunState, string>> = {
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Failed',
  interrupted: 'Interrupted',
}

/** Whether a trainer holds the run, so that it cannot be continued or deleted. */
export const isActive = (state: RunState): boolean => state === 'running' || state === 'paused'
