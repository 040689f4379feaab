import { setPriority } from 'node:os'
import type { Job } from '../studio/trainer'
import type { FeedJob } from './feed'

/** What a thread is started with (workerData). */
export interface Begun {
  readonly job: Job | FeedJob
  readonly yields?: boolean | undefined
}

/** Of a core that others want whole, it leaves a quarter. */
const NICE = 5

/**
 * Has this thread, and those it starts, among them TensorFlow's, give way to all others. Linux alone gives threads
 * priorities of their own; elsewhere it would be the process's.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(NICE)
  } catch {
    // A sandbox may forbid it; training goes on as it is.
  }
}
