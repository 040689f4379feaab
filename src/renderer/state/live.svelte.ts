import type { StudioEvent } from '../../studio/api'
import type { RunDetail } from '../../studio/requests/runs'
import type { Preparing } from '../../studio/requests/training'
import type { Frame } from '../../studio/drawing'
import type { Curves, Failure, RunState } from '../../studio/run'
import { LIVE_SETTINGS, specOf, type LiveSettings } from '../../studio/settings'
import { count } from '../format'
import type { App } from './app.svelte'
import { keptNear } from './ascending'
import { recentPace } from './curves'
import { Frames } from './frames'
import { measuredOf, type Measured } from './measured.svelte'
import { isActive } from './run-states'
import { getReady, unpack } from './unpack'

export type Asked = 'pause' | 'resume' | 'checkpoint' | 'stop-keep' | 'stop-discard' | 'continue' | 'change'

/** How often pictures of the training are drawn: as fast as it goes, every {@link SLOW_MS}, or not at all. */
export type Rate = 'live' | 'slow' | 'off'
const SLOW_MS = 5000

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
  /** Steps of those kept, ascending, and how many were made. */
  snapshots = $state.raw<readonly number[]>([])
  made = $state(0)
  /** The snapshot on show; null follows the training. */
  held = $state<number | null>(null)
  /** Told, and not yet done. */
  asked = $state<Asked | null>(null)
  /** It has begun, and nothing has come of it yet. */
  starting = $state(false)
  /** What it does meanwhile, where it has told, and since when (performance.now). */
  preparing = $state.raw<{ readonly what: Preparing['what']; readonly since: number }>()
  readonly #measured: Measured
  readonly #frames: Frames
  #rate = $state<Rate>('live')
  #watching = true
  #wait: ReturnType<typeof setTimeout> | undefined
  #closed = false
  #request = 0
  #stop: () => void = () => {}

  constructor(app: App, id: string) {
    this.#app = app
    this.id = id
    this.#frames = new Frames(async (step) => unpack(await app.studio.snapshot({ run: id, step })))
    getReady()
    this.#measured = measuredOf(app, id)
  }

  /** Changed in place; `revision` counts the changes. */
  get curves(): Curves {
    return this.#measured.curves
  }
  get revision(): number {
    return this.#measured.revision
  }

  get rate(): Rate {
    return this.#rate
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
      const [detail] = await Promise.all([studio.run({ run }), this.#measured.open()])
      if (this.#closed) return
      this.#learn(detail)
      this.#watching = this.#rate !== 'off'
      if (this.#watching) await studio.watch({ run })
      const newest = this.snapshots.at(-1)
      if (newest !== undefined && !this.frame) await this.#show(newest)
      this.#prefetch(this.snapshots.slice(0, -1).reverse())
    } catch (error) {
      this.problem = error
    }
  }

  close(): void {
    this.#closed = true
    this.#stop()
    clearTimeout(this.#wait)
    this.#measured.close()
    cancelAnimationFrame(this.#request)
    this.#app.studio.watch({ run: null }).catch((error: unknown) => this.#app.fail(error))
  }

  /** Shows the snapshot kept after `step`, and resolves when it is here; null follows the training again. */
  async hold(step: number | null): Promise<void> {
    const before = this.#place
    this.held = step
    try {
      const told = this.#follow()
      const shown = step ?? (this.active && this.#watching ? undefined : this.snapshots.at(-1))
      if (shown !== undefined) await this.#show(shown)
      else await this.#app.studio.command({ run: this.id, command: 'probe' })
      if (step !== null && this.held === step) this.#prefetch(this.#beyond(before))
      await told
    } catch (error) {
      if (step === null || this.snapshots.includes(step)) this.#app.fail(error)
    }
  }

  /** {@link hold} of the snapshot nearest to `step`, if there is any. */
  async holdNear(step: number): Promise<void> {
    const nearest = keptNear(this.snapshots, step)
    if (nearest !== undefined && nearest !== this.held) await this.hold(nearest)
  }

  /** Whoever points at a snapshot may want it next. */
  expect(step: number): void {
    this.#prefetch([step])
  }

  /** Draws what is trained at another rate. */
  draw(rate: Rate): void {
    if (rate === this.#rate) return
    this.#rate = rate
    clearTimeout(this.#wait)
    const slept = !this.#watching
    this.#follow()
      .then(() => (slept || rate === 'off' ? undefined : this.#app.studio.frameTaken({})))
      .catch((error: unknown) => this.#app.fail(error))
  }

  ask(command: Exclude<Asked, 'continue' | 'change'>): Promise<void> {
    return this.#asking(command, () => this.#app.studio.command({ run: this.id, command }))
  }

  /** Trains on from the newest checkpoint. */
  continueFor(steps: number): Promise<void> {
    const request = { run: this.id, checkpoint: 'latest', steps } as const
    const { active, notices } = this.#app
    if (!active || active.id === this.id)
      return this.#asking('continue', () => this.#app.studio.continue(request))
    return this.#asking('continue', async () => {
      await this.#app.studio.continue({ ...request, queue: true })
      notices.info(`“${this.#app.runOf(this.id)?.name ?? this.id}” waits in the queue.`)
      this.asked = null
      return null
    })
  }

  /** Goes on with other settings; they count from after the step that is under way. */
  change(settings: LiveSettings): Promise<void> {
    return this.#asking('change', () => this.#app.studio.change({ run: this.id, settings }))
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
    const frame = this.#frames.peek(step) ?? (await this.#frames.bring(step))
    // Whoever moves the slider quickly wants the last place only; live pictures are newer than any.
    const wanted = this.held === null ? !this.frame || this.frame.step <= step : this.held === step
    if (frame && wanted) this.frame = frame
  }

  /** Where among the snapshots it stands; after all of them while it follows. */
  get #place(): number {
    return this.held === null ? this.snapshots.length : this.snapshots.indexOf(this.held)
  }

  /** The snapshots that come next on the way from place `before`, and the one that lies behind. */
  #beyond(before: number): number[] {
    const now = this.#place
    const onward = now < before ? this.snapshots.slice(0, now).reverse() : this.snapshots.slice(now + 1)
    const behind = this.snapshots[now < before ? now + 1 : now - 1]
    return [...onward.slice(0, 3), ...(behind === undefined ? [] : [behind])]
  }

  /** One that cannot be had is told of by whoever comes to it. */
  #prefetch(steps: readonly number[]): void {
    void this.#frames.prepare(steps).catch(() => undefined)
  }

  /** Frames are asked for while somebody sees them. */
  async #follow(): Promise<void> {
    const watching = this.held === null && this.#rate !== 'off'
    if (watching === this.#watching || !this.detail) return
    this.#watching = watching
    await this.#app.studio.watch({ run: watching ? this.id : null })
  }

  #learn(detail: RunDetail): void {
    this.detail = detail
    this.#keep(detail)
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
        return this.#shelve(event)
      case 'changed':
        return this.#changed(event)
    }
  }

  #keep({ snapshots, snapshotsMade }: RunDetail): void {
    this.snapshots = snapshots
    this.made = snapshotsMade
  }

  #shelve({ step, made, removed }: Extract<StudioEvent, { kind: 'snapshot' }>): void {
    this.#frames.forget(step)
    this.snapshots = [...this.snapshots.filter((kept) => kept < step && !removed.includes(kept)), step]
    this.made = made
    if (this.held !== null && removed.includes(this.held)) void this.holdNear(this.held)
  }

  #changed({ step, settings }: Extract<StudioEvent, { kind: 'changed' }>): void {
    if (this.asked === 'change') this.asked = null
    const { detail } = this
    if (detail)
      this.detail = {
        ...detail,
        manifest: { ...detail.manifest, settings: { ...detail.manifest.settings, ...settings } },
      }
    const words = LIVE_SETTINGS.flatMap((name) => {
      const value = settings[name]
      return value === undefined ? [] : [`${specOf(name).label.toLowerCase()} ${value}`]
    })
    this.#app.notices.info(`From step ${count(step + 1)} on: ${words.join(', ')}.`)
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
    const ends = this.active && !isActive(state)
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
    const newest = this.snapshots.at(-1)
    if (ends && this.held === null && newest !== undefined)
      this.#show(newest).catch((error: unknown) => this.#app.fail(error))
  }

  #measure(event: Extract<StudioEvent, { kind: 'metrics' }>): void {
    this.#begun()
    this.step = event.training.at(-1)?.step ?? this.step
  }

  /** The next frame is asked for once this one has been on the screen; a hidden window asks for none. */
  #draw(frame: Frame): void {
    if (!this.preparing) this.starting = false
    if (this.held === null && this.#rate !== 'off') this.frame = frame
    cancelAnimationFrame(this.#request)
    clearTimeout(this.#wait)
    const taken = () => {
      this.#app.studio.frameTaken({}).catch((error: unknown) => this.#app.fail(error))
    }
    if (this.#rate === 'slow') this.#wait = setTimeout(taken, SLOW_MS)
    else
      this.#request = requestAnimationFrame(() => {
        this.#request = requestAnimationFrame(taken)
      })
  }

  async #refresh(): Promise<void> {
    try {
      const runs = await this.#app.studio.runs({})
      if (this.#closed) return
      if (runs.some(({ id }) => id === this.id)) {
        this.detail = await this.#app.studio.run({ run: this.id })
        this.#keep(this.detail)
      } else if (this.asked === 'stop-discard') {
        this.#app.notices.info(`“${this.detail?.manifest.name ?? this.id}” was discarded.`)
        this.#app.go('runs')
      }
    } catch (error) {
      this.#app.fail(error)
    }
  }
}
