export const INTERRUPTED = 130

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
