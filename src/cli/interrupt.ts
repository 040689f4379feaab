import { StudioError } from '../studio/api'

export const INTERRUPTED = 130

/** What a signal ended before it was done. */
export class Interrupted extends StudioError {}

/**
 * Ctrl-C (SIGINT), SIGTERM or a stdout nobody reads any more calls `stop` once; a second signal ends the process at once.
 * @returns a function that hands the signals back
 */
export function onInterrupt(stop: () => void): () => void {
  let stopping = false
  const first = () => {
    if (stopping) return
    stopping = true
    stop()
  }
  const signal = () => {
    if (stopping) process.exit(INTERRUPTED)
    first()
  }
  process.on('SIGINT', signal).on('SIGTERM', signal).on('SIGPIPE', first)
  return () => {
    process.off('SIGINT', signal).off('SIGTERM', signal).off('SIGPIPE', first)
  }
}

/** Does `work`, which `stop` ends by an error. @throws Interrupted when a signal had it ended */
export async function interruptible<T>(work: () => Promise<T>, stop: () => void): Promise<T> {
  let stopping = false
  const release = onInterrupt(() => {
    stopping = true
    stop()
  })
  try {
    return await work()
  } catch (error) {
    if (!stopping || !(error instanceof StudioError)) throw error
    throw new Interrupted(error.message, error.remedy, { cause: error })
  } finally {
    release()
  }
}
