import type { Drawing } from '../../../studio/drawing'
import type { End, Point } from '../../../studio/plan'
import type { CheckpointChoice } from '../../../studio/trainer'
import type { App } from '../../state/app.svelte'

/** What is drawn while a slider moves: one drawing at a time, and of all places asked for meanwhile only the newest. */
export class Between {
  /** From 0, the first end, to ends − 1. */
  at = $state(0.5)
  drawing = $state.raw<Drawing>()
  problem = $state.raw<unknown>()
  /** From asking to drawn, of the last; ms. */
  took = $state(NaN)
  #busy = false
  #next: Wanted | undefined

  constructor(
    private readonly app: App,
    private readonly run: string,
  ) {}

  /** The leg of the way that a place is on, from 0. */
  legOf(at: number, ends: readonly End[]): number {
    return Math.max(0, Math.min(ends.length - 2, Math.floor(at)))
  }

  go(ends: readonly End[], at: number, checkpoint: CheckpointChoice): void {
    this.at = at
    const leg = this.legOf(at, ends)
    const [from, to] = [ends[leg], ends[leg + 1]]
    if (!from || !to) return
    const share = at - leg
    const point: Point = share <= 0 ? from : share >= 1 ? to : { kind: 'between', from, to, at: share }
    this.#next = { point, checkpoint }
    if (!this.#busy) void this.#draw()
  }

  async #draw(): Promise<void> {
    this.#busy = true
    for (let wanted = this.#take(); wanted; wanted = this.#take()) {
      const begun = performance.now()
      const { point, checkpoint } = wanted
      try {
        const { drawing } = await this.app.studio.draw({
          run: this.run,
          checkpoint,
          points: [point],
          live: true,
        })
        this.drawing = drawing
        this.problem = undefined
        this.took = performance.now() - begun
      } catch (error) {
        this.problem = error
      }
    }
    this.#busy = false
  }

  #take(): Wanted | undefined {
    const wanted = this.#next
    this.#next = undefined
    return wanted
  }
}

interface Wanted {
  readonly point: Point
  readonly checkpoint: CheckpointChoice
}
