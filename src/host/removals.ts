import { basename } from 'node:path'
import { removeRun, type Removed } from '../runs/remove'
import { StudioError } from '../studio/api'
import { UNDO_SECONDS } from '../studio/requests/runs'

/** Runs that were deleted, as long as that can be undone. */
export interface Removals {
  /** @throws StudioError while the run is being trained */
  remove(folder: string): Promise<void>
  /** @throws StudioError when it is gone, or another run has its place */
  restore(folder: string): Promise<void>
  /** Forgets them all. */
  close(): Promise<void>
}

/** @param onFault hears why a folder could not be deleted for good */
export function createRemovals(onFault: (error: unknown) => void, seconds = UNDO_SECONDS): Removals {
  const waiting = new Map<string, { removed: Removed; timer: NodeJS.Timeout }>()

  const forget = (folder: string) => {
    const { removed, timer } = waiting.get(folder) ?? {}
    waiting.delete(folder)
    clearTimeout(timer)
    return removed?.forget().catch(onFault)
  }
  return {
    async remove(folder) {
      // One of the same name that still waits would be lost from sight.
      await forget(folder)
      const removed = await removeRun(folder)
      waiting.set(folder, { removed, timer: setTimeout(() => void forget(folder), 1000 * seconds) })
    },
    async restore(folder) {
      const { removed, timer } = waiting.get(folder) ?? {}
      if (!removed)
        throw new StudioError(`“${basename(folder)}” is gone.`, `A deletion can be undone for ${seconds} s.`)
      await removed.restore()
      clearTimeout(timer)
      waiting.delete(folder)
    },
    async close() {
      await Promise.all([...waiting.keys()].map(forget))
    },
  }
}
