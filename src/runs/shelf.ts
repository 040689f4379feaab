import { rmSync, statSync } from 'node:fs'
import { systemError } from '../files/systemError'
import type { Frame } from '../studio/drawing'
import { snapshotFile, snapshotSteps } from './layout'
import { readMade, writeSnapshot } from './snapshot'
import { thinned } from './thinning'

/** What came of a snapshot: how many were made with it, and which gave way to it. */
export interface Shelved {
  readonly made: number
  readonly removed: readonly number[]
}

/** The snapshots of a run that is being trained, kept within a budget. */
export class Shelf {
  /** Bytes of each, by step. */
  private readonly sizes: Map<number, number>
  private made: number

  /** @param budget bytes */
  constructor(
    private readonly folder: string,
    private readonly budget: number,
  ) {
    this.sizes = new Map(
      snapshotSteps(folder).map((step) => [step, statSync(snapshotFile(folder, step)).size]),
    )
    this.made = snapshotsMade(folder)
  }

  /** Keeps `frame`; only then do others give way, so that a crash leaves one too many and never one too few. */
  put(frame: Frame): Shelved {
    if (!this.sizes.has(frame.step)) this.made++
    this.sizes.set(frame.step, writeSnapshot(this.folder, frame, this.made))
    const kept = [...this.sizes].map(([step, bytes]) => ({ step, bytes })).sort((a, b) => a.step - b.step)
    const removed = thinned(kept, this.budget)
    for (const step of removed) {
      const file = snapshotFile(this.folder, step)
      try {
        rmSync(file, { force: true })
      } catch (error) {
        throw systemError('write', file, error)
      }
      this.sizes.delete(step)
    }
    return { made: this.made, removed }
  }
}

/** How many snapshots the run has made, those that gave way to others with them: its newest, which stays, says so. */
export function snapshotsMade(folder: string): number {
  const steps = snapshotSteps(folder)
  const newest = steps.at(-1)
  return Math.max(steps.length, newest === undefined ? 0 : (readMade(folder, newest) ?? 0))
}
