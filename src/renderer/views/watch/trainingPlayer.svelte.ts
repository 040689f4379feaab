import type { LiveRun } from '../../state/live.svelte'

/** A snapshot stays at least so long, ms … */
const LEAST_MS = 60
/** … and at most so long; all of them together take some 12 s, and never much more. */
const MOST_MS = 500
const ALL_MS = 12_000

/** Runs through the kept snapshots, from where the slider stands to the newest. */
export class TrainingPlayer {
  readonly #live: LiveRun
  #playing = $state(false)

  constructor(live: LiveRun) {
    this.#live = live
  }

  get playing(): boolean {
    return this.#playing
  }

  async play(): Promise<void> {
    if (this.#playing) return
    this.#playing = true
    const live = this.#live
    const last = live.snapshots.length - 1
    let at = live.held === null || live.held === live.snapshots[last] ? 0 : live.snapshots.indexOf(live.held)
    while (this.#playing && at <= last) {
      const begun = performance.now()
      const step = live.snapshots[at]
      if (step === undefined) break
      await live.hold(step)
      // Whoever takes the slider, or follows again, has ended it.
      const { stays, stride } = paceOf(live.snapshots.length)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + stays - performance.now())))
      if (live.held !== step) break
      at = at < last ? Math.min(last, at + stride) : at + 1
    }
    this.#playing = false
  }

  pause(): void {
    this.#playing = false
  }
}

/** How long each of `count` snapshots stays, ms, and at which distance they are taken. */
export function paceOf(count: number): { stays: number; stride: number } {
  return {
    stays: Math.max(LEAST_MS, Math.min(MOST_MS, ALL_MS / Math.max(1, count))),
    stride: Math.max(1, Math.ceil((count * LEAST_MS) / ALL_MS)),
  }
}
