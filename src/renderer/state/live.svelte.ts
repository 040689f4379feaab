import type { StudioEvent } from '../../studio/api'
import type { RunDetail } from '../../studio/requests/runs'
import type { Preparing } from '../../studio/requests/training'
import type { Frame } from '../../studio/drawing'
import type { Failure, RunState } from '../../studio/run'
import { count } from '../format'
import type { App } from './app.svelte'
import { emptyCurves } from '../../studio/curves'
import { append, recentPace } from './curves'
import { isActive } from './run-states'

export type Asked = 'pause' | 'resume' | 'checkpoint' | 'stop-keep' | 'stop-discard' | 'continue'

/** One run as it is watched: its pictures, its curves, and what it has been asked to do. */
export class LiveRun {
  readonly id: string
  readonly #app: App
  detail = $state.raw<RunDetail>()
  /** Why the run could not be loaded. */
  problem = $state.raw<unknown>()
  state = $state<RunState>('stopped')
  step = $state(0)
  until = $state(1)
  device = $state('')
  failure = $state.raw<Failure>()
  /** What is on show: the newest frame, or a kept snapshot. */
  frame = $state.raw<Frame>()
  snapshots = $state.raw<readonly number[]>([])
  /** The snapshot on show; null follows the training. */
  held = $state<number | null>(null)
  /** Told, and not yet done. */
  asked = $state<Asked | null>(null)
  /** It has begun, and nothing has come of it yet. */
  starting = $state(false)
  /** What it does meanwhile, where it has told, and since when (performance.now). */
  preparing = $state.raw<{ readonly what: Preparing['what']; readonly since: number }>()
  /** Mutated in place, for there are up to 100,000 steps; `revision` counts the changes. */
  readonly curves = emptyCurves()
  revision = $state(0)
  #loaded = false
  #closed = false
  #early: Extract<StudioEvent, { kind: 'metrics' }>[] = []
  #request = 0
  #stop: () => void = () => {}

  constructor(app: App, id: string) {
    this.#app = app
    this.id = id
  }

  get active(): boolean {
    return isActive(this.state)
  }
  get pace(): number | undefined {
    void this.revision
    return recentPace(this.curves)
  }

  /** Begins to listen and loads what is on disk. */
  async open(): Promise<void> {
    this.#stop = this.#app.onEvent((event) => this.#take(event))
    const { studio } = this.#app
    const run = this.id
    try {
      const [detail, curves] = await Promise.all([studio.run({ run }), studio.curves({ run })])
      if (this.#closed) return
      this.#learn(detail)
      Object.assign(this.curves.training, curves.training)
      Object.assign(this.curves.validation, curves.validation)
      this.#loaded = true
      for (const { training, validation } of this.#early) append(this.curves, training, validation)
      this.revision++
      await studio.watch({ run })
      const newest = this.snapshots.at(-1)
      if (newest !== undefined && !this.frame) await this.#show(newest)
    } catch (error) {
      this.problem = error
    }
  }

  close(): void {
    this.#closed = true
    this.#stop()
    cancelAnimationFrame(this.#request)
    this.#app.studio.watch({ run: null }).catch((error: unknown) => this.#app.fail(error))
  }

  /** Shows the snapshot kept after `step`; null follows the training again. */
  async hold(step: number | null): Promise<void> {
    const { studio } = this.#app
    const was = this.held
    this.held = step
    try {
      if ((was === null) !== (step === null)) await studio.watch({ run: step === null ? this.id : null })
      const shown = step ?? (this.active ? undefined : this.snapshots.at(-1))
      if (shown !== undefined) await this.#show(shown)
      else await studio.command({ run: this.id, command: 'probe' })
    } catch (error) {
      this.#app.fail(error)
    }
  }

  ask(command: Exclude<Asked, 'continue'>): Promise<void> {
    return this.#asking(command, () => this.#app.studio.command({ run: this.id, command }))
  }

  /** Trains on from the newest checkpoint. */
  continueFor(steps: number): Promise<void> {
    const request = { run: this.id, checkpoint: 'latest', steps } as const
    return this.#asking('continue', () => this.#app.studio.continue(request))
  }

  async #asking(asked: Asked, send: () => Promise<null>): Promise<void> {
    this.asked = asked
    try {
      await send()
    } catch (error) {
      this.asked = null
      this.#app.fail(error)
    }
  }

  async #show(step: number): Promise<void> {
    const frame = await this.#app.studio.snapshot({ run: this.id, step })
    // Whoever moves the slider quickly wants the last place only; live pictures are newer than any.
    const wanted = this.held === null ? !this.frame || this.frame.step <= step : this.held === step
    if (wanted) this.frame = frame
  }

  #learn(detail: RunDetail): void {
    this.detail = detail
    this.snapshots = detail.snapshots
    const { state, step, until, failure } = detail.summary
    this.state = state
    this.step = step
    this.until = until
    this.failure = failure
    this.starting = state === 'running' && (step === 0 || detail.preparing !== undefined)
    if (detail.preparing) this.#prepare(detail.preparing)
  }

  #take(event: StudioEvent): void {
    if (event.kind === 'runs' && this.detail) void this.#refresh()
    if (!('run' in event) || event.run !== this.id) return
    switch (event.kind) {
      case 'preparing':
        return this.#prepare(event)
      case 'state':
        return this.#enter(event)
      case 'metrics':
        return this.#measure(event)
      case 'frame':
        return this.#draw(event.frame)
      case 'checkpoint':
        if (!event.checkpoint.kept) return
        if (this.asked === 'checkpoint') this.asked = null
        return this.#app.notices.info(`Checkpoint kept at step ${count(event.checkpoint.step)}.`)
      case 'snapshot':
        this.snapshots = [
          ...this.snapshots.filter((step) => step < event.step && !event.removed.includes(step)),
          event.step,
        ]
    }
  }

  #prepare({ what, seconds }: Preparing): void {
    this.state = 'running'
    this.starting = true
    this.failure = undefined
    if (this.asked === 'continue') this.asked = null
    this.preparing = { what, since: performance.now() - 1000 * seconds }
  }

  #begun(): void {
    this.starting = false
    this.preparing = undefined
  }

  #enter({ state, step, until, device, failure }: Extract<StudioEvent, { kind: 'state' }>): void {
    const begins = state === 'running' && !this.active
    this.state = state
    this.step = step
    this.until = until
    this.device = device
    this.failure = failure
    if (state !== 'running') this.#begun()
    else this.starting ||= begins
    // A discarded run is gone a moment later; until then its buttons stay as they are.
    if (this.asked !== 'checkpoint' && this.asked !== 'stop-discard') this.asked = null
    if (!this.active && this.asked === 'checkpoint') this.asked = null
  }

  #measure(event: Extract<StudioEvent, { kind: 'metrics' }>): void {
    this.#begun()
    this.step = event.training.at(-1)?.step ?? this.step
    if (!this.#loaded) return void this.#early.push(event)
    append(this.curves, event.training, event.validation)
    this.revision++
  }

  /** The next frame is asked for once this one has been on the screen; a hidden window asks for none. */
  #draw(frame: Frame): void {
    if (!this.preparing) this.starting = false
    if (this.held === null) this.frame = frame
    cancelAnimationFrame(this.#request)
    const { studio } = this.#app
    this.#request = requestAnimationFrame(() => {
      this.#request = requestAnimationFrame(() => {
        studio.frameTaken({}).catch((error: unknown) => this.#app.fail(error))
      })
    })
  }

  async #refresh(): Promise<void> {
    try {
      const runs = await this.#app.studio.runs({})
      if (runs.some(({ id }) => id === this.id)) this.detail = await this.#app.studio.run({ run: this.id })
      else if (this.asked === 'stop-discard') {
        this.#app.notices.info(`“${this.detail?.manifest.name ?? this.id}” was discarded.`)
        this.#app.go('runs')
      }
    } catch (error) {
      this.#app.fail(error)
    }
  }
}
