import { emptyCurves } from '../../studio/curves'
import type { Curves } from '../../studio/run'
import type { StudioEvent } from '../../studio/api'
import type { App } from './app.svelte'
import { append } from './curves'

type Metrics = Extract<StudioEvent, { kind: 'metrics' }>

/** A run's curves in this window: loaded once however many look at them, and growing while it trains. */
export class Measured {
  readonly id: string
  readonly #app: App
  /** Changed in place, for there are up to 100,000 steps and more; `revision` counts the changes. */
  curves: Curves = emptyCurves()
  revision = $state(0)
  /** Steps of an epoch; NaN until it is loaded. */
  stepsPerEpoch = NaN
  /** Why it could not be loaded. */
  problem = $state.raw<unknown>()
  #loading: Promise<void> | undefined
  #loaded = false
  #early: Metrics[] = []
  #users = 0
  #stop: () => void = () => {}

  constructor(app: App, id: string) {
    this.#app = app
    this.id = id
  }

  /** Begins to listen and loads what is on disk. @throws what loading threw, too */
  open(): Promise<void> {
    this.#users++
    this.#loading ??= this.#load()
    return this.#loading
  }

  /** To be called once for every {@link open}. Whoever opens it anew at once finds it as it was. */
  close(): void {
    this.#users--
    setTimeout(() => {
      if (this.#users > 0) return
      this.#stop()
      const runs = known(this.#app)
      if (runs.get(this.id) === this) runs.delete(this.id)
    })
  }

  async #load(): Promise<void> {
    this.#stop = this.#app.onEvent((event) => {
      if (event.kind === 'metrics' && event.run === this.id) this.#measure(event)
    })
    try {
      const { stepsPerEpoch, ...curves } = await this.#app.studio.curves({ run: this.id })
      this.curves = curves
      this.stepsPerEpoch = stepsPerEpoch
      this.#loaded = true
      for (const { training, validation } of this.#early.splice(0)) append(this.curves, training, validation)
      this.revision++
    } catch (error) {
      // What comes now would be kept for nobody.
      this.#stop()
      this.#early = []
      this.problem = error
      throw error
    }
  }

  #measure(event: Metrics): void {
    if (!this.#loaded) return void this.#early.push(event)
    append(this.curves, event.training, event.validation)
    this.revision++
  }
}

const windows = new WeakMap<App, Map<string, Measured>>()
function known(app: App): Map<string, Measured> {
  const runs = windows.get(app) ?? new Map<string, Measured>()
  windows.set(app, runs)
  return runs
}

/** The one of run `id`, to be opened by whoever looks at it. */
export function measuredOf(app: App, id: string): Measured {
  const runs = known(app)
  const measured = runs.get(id) ?? new Measured(app, id)
  runs.set(id, measured)
  return measured
}
