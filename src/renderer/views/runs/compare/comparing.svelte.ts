import { SvelteMap } from 'svelte/reactivity'
import type { RunDetail } from '../../../../studio/requests/runs'
import type { Checkpoint, Evaluation } from '../../../../studio/run'
import type { SampleResult } from '../../../../studio/trainer'
import type { App } from '../../../state/app.svelte'
import { wordsOf } from '../../../state/notices.svelte'
import { keyOf, type Entry } from '../../../links/compare'

/** How many samples of each are drawn. */
export const SAMPLES = 16

export interface Drawn {
  readonly seed: number
  readonly result?: SampleResult
  readonly problem?: string
}

/** What is known of the runs that are compared. */
export class Comparing {
  readonly #app: App
  /** By run. */
  readonly details = new SvelteMap<string, RunDetail>()
  readonly evaluations = new SvelteMap<string, readonly Evaluation[]>()
  /** By entry. */
  readonly drawn = new SvelteMap<string, Drawn>()
  busy = $state(false)
  #turn = 0

  constructor(app: App) {
    this.#app = app
  }

  /** Loads what is not known yet of `runs`. */
  async load(runs: readonly string[]): Promise<void> {
    for (const run of runs) {
      if (this.details.has(run)) continue
      try {
        const [detail, evaluations] = await Promise.all([
          this.#app.studio.run({ run }),
          this.#app.studio.evaluations({ run }),
        ])
        this.details.set(run, detail)
        this.evaluations.set(run, evaluations)
      } catch (error) {
        this.#app.fail(error)
      }
    }
  }

  /** Nobody looks any more: what is left to draw is not drawn. */
  close(): void {
    this.#turn++
  }

  /** The checkpoint an entry means. */
  checkpointOf({ run, checkpoint }: Entry): Checkpoint | undefined {
    const checkpoints = this.details.get(run)?.checkpoints ?? []
    if (checkpoint === 'latest') return checkpoints.at(-1)
    if (checkpoint === 'best') return checkpoints.find(({ best }) => best) ?? checkpoints.at(-1)
    return checkpoints.find(({ step }) => step === checkpoint)
  }

  /** Draws samples of `seed` of each entry that draws, one after the other; the last call wins. */
  async draw(entries: readonly Entry[], seed: number): Promise<void> {
    const turn = ++this.#turn
    this.busy = true
    for (const entry of entries) {
      const key = keyOf(entry)
      if (this.drawn.get(key)?.seed === seed) continue
      if (!this.checkpointOf(entry) || this.details.get(entry.run)?.manifest.settings.task !== 'draw')
        continue
      try {
        const result = await this.#app.studio.sample({ ...entry, count: SAMPLES, seed })
        if (turn !== this.#turn) return
        this.drawn.set(key, { seed, result })
      } catch (error) {
        if (turn !== this.#turn) return
        this.drawn.set(key, { seed, problem: wordsOf(error).message })
      }
    }
    this.busy = false
  }
}
