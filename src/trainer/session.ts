import { batches, type Batches } from '../data/batches'
import type { View } from '../data/view'
import { paramShapes } from '../draw/network'
import { startingState } from '../engine/state'
import type { Learner } from '../engine/learner'
import { finished } from '../pictures/finished'
import { sheetPng } from '../pictures/sheet'
import { normals } from '../random/generator'
import type { MetricsLog } from '../runs/metricsLog'
import type { Run } from '../runs/run'
import { StudioError } from '../studio/api'
import type { Checkpoint, EngineName } from '../studio/run'
import type { Settings } from '../studio/settings'
import { VERSION } from '../studio/version'
import { measureBound } from './bound'
import type { Frames } from './frames'
import { Meter } from './meter'
import { Pace } from './pace'
import { buffersOf, type Tell } from './tell'

/** A checkpoint asked for by hand is validated only where that takes no longer than about a step. */
const QUICK_BATCHES = 4

/** What a session begins with. */
export interface Beginning {
  readonly step: number
  /** Seconds of training before. */
  readonly seconds: number
  readonly bestBound: number | null
}

/** One run being trained: what a step, a checkpoint, a snapshot and a frame are. When they come is the loop's matter. */
export class Session {
  /** Updates so far. */
  step: number
  private seconds: number
  private bestBound: number | null
  /** The newest validation, and the newest checkpoint. */
  private validated: { step: number; bound: number } | undefined
  private saved: Checkpoint | undefined
  private ticked = performance.now()

  readonly pace = new Pace()
  private readonly shapes: Record<string, number[]>
  private readonly batches: Batches
  private readonly meter: Meter

  constructor(
    private readonly run: Run,
    private readonly engine: EngineName,
    private readonly learner: Learner,
    training: View,
    private readonly validation: View,
    private readonly settings: Settings,
    private readonly frames: Frames,
    private readonly log: MetricsLog,
    private readonly tell: Tell,
    beginning: Beginning,
  ) {
    this.step = beginning.step
    this.seconds = beginning.seconds
    this.bestBound = beginning.bestBound
    this.shapes = paramShapes(learner.network)
    this.batches = batches(training, settings)
    this.meter = new Meter(log, tell)
  }

  /** One update. @throws StudioError when its loss or gradient is no number */
  async train(): Promise<void> {
    const { batch, glimpses, latent, seed } = this.settings
    const begun = performance.now()
    const { x } = await this.batches.at(this.step)
    const noise = normals(glimpses * batch * latent, seed, 'noise', this.step + 1)
    const losses = this.learner.step(x, noise, this.settings)
    this.step++
    const now = performance.now()
    this.tick(now)
    const imagesPerSecond = (1000 * batch) / (now - begun)
    this.meter.step({ step: this.step, ...losses, imagesPerSecond, seconds: this.seconds })
    for (const [name, value] of Object.entries({ loss: losses.bound, gradient: losses.gradNorm }))
      if (!Number.isFinite(value)) throw this.diverged(`the ${name} became ${value}`)
  }

  /** Measures the validation bound, unless it has been at this step. */
  async validate(): Promise<void> {
    if (this.validated?.step === this.step) return
    const { validationImages, seed } = this.settings
    const { bound, lx, lz } = await measureBound(
      this.learner,
      this.validation,
      validationImages,
      this.settings,
      { stream: 'validation', seed },
    )
    this.meter.validated({ step: this.step, bound, lx, lz })
    if (!Number.isFinite(bound)) throw this.diverged(`the validation bound became ${bound}`)
    this.validated = { step: this.step, bound }
    this.bestBound = Math.min(bound, this.bestBound ?? bound)
  }

  /**
   * Saves the run as it is now, after everything logged so far.
   * @param kept asked for by a person
   */
  checkpoint({ kept = false } = {}): void {
    if (this.saved?.step === this.step && (this.saved.kept || !kept)) {
      // Whoever asked hears that it is there.
      if (kept) this.tell({ kind: 'checkpoint', checkpoint: this.saved })
      return
    }
    const state = this.learner.state()
    for (const arrays of [state.params, state.m, state.v])
      for (const [name, array] of Object.entries(arrays))
        if (!allFinite(array)) throw this.diverged(`${name} is no longer finite`)
    this.tick(performance.now())
    this.meter.save()
    this.log.sync()
    const checkpoint = this.run.writeCheckpoint(
      state,
      this.shapes,
      {
        step: this.step,
        seed: this.settings.seed,
        epoch: Math.floor(this.step / this.batches.stepsPerEpoch),
        seconds: this.seconds,
        bound: this.validated?.step === this.step ? this.validated.bound : null,
        bestBound: this.bestBound,
        kept,
        engine: this.engine,
        created: new Date().toISOString(),
        version: VERSION,
      },
      this.settings.keepCheckpoints,
    )
    this.saved = checkpoint
    this.tell({ kind: 'checkpoint', checkpoint })
  }

  /** {@link checkpoint} at a person's word: within about the time of a step. */
  async checkpointNow({ kept }: { kept: boolean }): Promise<void> {
    if (this.settings.validationImages <= QUICK_BATCHES * this.settings.batch) await this.validate()
    this.checkpoint({ kept })
  }

  /** Keeps a frame on disk, and the thumbnail; sends it too if one is due. */
  snapshot(step = this.step): void {
    const begun = performance.now()
    const frame = this.frames.make(step, false)
    const { count, channels, height, width } = frame.samples
    const thumbnail = sheetPng(finished(frame.samples), { count, channels, height, width, scale: 1 })
    this.run.writeSnapshot(frame, thumbnail)
    this.tell({ kind: 'snapshot', step })
    if (this.pace.due(step, begun)) this.send(frame, begun)
  }

  /** {@link snapshot} of step 0, from any later one: what a person who pressed Start waits for is the first loss. */
  snapshotBeginning(): void {
    const now = this.learner.state()
    this.learner.load(startingState(this.shapes, this.settings.seed))
    this.snapshot(0)
    this.learner.load(now)
  }

  /** Sends a frame if one is due. */
  show(): void {
    const begun = performance.now()
    if (this.pace.due(this.step, begun)) this.send(this.frames.make(this.step, true), begun)
  }

  /** Logs and sends the metrics collected. */
  flush(): void {
    this.meter.flush()
  }

  /** Time until now was not training. */
  skipTime(): void {
    this.ticked = performance.now()
  }

  private send(frame: ReturnType<Frames['make']>, begun: number): void {
    const buffers = [...buffersOf(frame.reconstructions), ...buffersOf(frame.samples), frame.targets.buffer]
    this.tell({ kind: 'frame', frame }, [...new Set(buffers)])
    this.pace.sent(frame.step, begun, performance.now())
  }

  private tick(now: number): void {
    this.seconds += (now - this.ticked) / 1000
    this.ticked = now
  }

  private diverged(what: string): StudioError {
    this.meter.flush()
    const { learningRate, clip } = this.settings
    const good = this.run.checkpoints().at(-1)
    return new StudioError(
      `Training stopped at step ${this.step}: ${what}`,
      `Start a new run with a lower learning rate (now ${learningRate}) or gradient clip (now ${clip}).${
        good ? ` The checkpoint of step ${good.step}, before it went wrong, is kept.` : ''
      }`,
    )
  }
}

function allFinite(array: Float32Array): boolean {
  for (let i = 0; i < array.length; i++) if (!Number.isFinite(array[i])) return false
  return true
}
