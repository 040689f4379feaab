import type { Batches } from '../data/batches'
import type { Shapes } from '../draw/params'
import { startingState } from '../engine/state'
import { finished } from '../pictures/finished'
import { sheetPng } from '../pictures/sheet'
import type { MetricsLog } from '../runs/metricsLog'
import type { Run } from '../runs/run'
import type { Shelf } from '../runs/shelf'
import { StudioError } from '../studio/api'
import { isDrawn, type Frame } from '../studio/drawing'
import { LOSSES, scoreOf } from '../studio/losses'
import type { Checkpoint, EngineName } from '../studio/run'
import type { LiveSettings, Settings } from '../studio/settings'
import { VERSION } from '../studio/version'
import { Meter } from './meter'
import { Pace } from './pace'
import type { Task } from './task'
import { buffersIn, type Tell } from './tell'

/** A checkpoint asked for by hand is validated only where that takes no longer than about a step. */
const QUICK_BATCHES = 4

/** What a session begins with. */
export interface Beginning {
  readonly step: number
  /** Seconds of training before. */
  readonly seconds: number
  readonly bestScore: number | null
}

/** One run being trained: what a step, a checkpoint, a snapshot and a frame are. When they come is the loop's matter. */
export class Session {
  /** Updates so far. */
  step: number
  private seconds: number
  private bestScore: number | null
  /** The newest validation, and the newest checkpoint. */
  private validated: { step: number; score: number } | undefined
  private saved: Checkpoint | undefined
  private ticked = performance.now()

  readonly pace = new Pace()
  private readonly meter: Meter
  private readonly shelf: Shelf

  constructor(
    private readonly run: Run,
    private readonly engine: EngineName,
    private readonly task: Task,
    private readonly shapes: Shapes,
    private readonly batches: Batches,
    private settings: Settings,
    private readonly log: MetricsLog,
    private readonly tell: Tell,
    beginning: Beginning,
  ) {
    this.step = beginning.step
    this.seconds = beginning.seconds
    this.bestScore = beginning.bestScore
    this.meter = new Meter(log, tell)
    this.shelf = run.shelf()
  }

  /** One update. @throws StudioError when its loss or gradient is no number */
  async train(): Promise<void> {
    const begun = performance.now()
    const batch = await this.batches.at(this.step)
    const losses = this.task.update(batch, this.step, this.settings)
    this.step++
    const now = performance.now()
    this.tick(now)
    const imagesPerSecond = (1000 * this.settings.batch) / (now - begun)
    this.meter.step({ step: this.step, ...losses, imagesPerSecond, seconds: this.seconds })
    for (const [name, value] of Object.entries({
      loss: losses[LOSSES[this.task.name].names[0]],
      gradient: losses.gradNorm,
    }))
      if (!Number.isFinite(value)) throw this.diverged(`the ${name} became ${value}`)
  }

  /** Measures the task on validation images, unless it has been at this step. */
  async validate(): Promise<void> {
    if (this.validated?.step === this.step) return
    const losses = await this.task.validate()
    const score = scoreOf(losses)
    this.meter.validated({ step: this.step, ...losses })
    if (!Number.isFinite(score))
      throw this.diverged(`the validation ${LOSSES[this.task.name].score} became ${score}`)
    this.validated = { step: this.step, score }
    this.bestScore = Math.min(score, this.bestScore ?? score)
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
    const state = this.task.state()
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
        score: this.validated?.step === this.step ? this.validated.score : null,
        bestScore: this.bestScore,
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

  /** Keeps a frame on disk, in the place of others where the budget is used up, and the thumbnail; sends it too if one is due. */
  snapshot(step = this.step): void {
    const begun = performance.now()
    const frame = this.task.frame(step, false)
    const shelved = this.shelf.put(frame)
    this.run.writeThumbnail(thumbnailOf(frame))
    this.tell({ kind: 'snapshot', step, ...shelved })
    if (this.pace.due(step, begun)) this.send(frame, begun)
  }

  /** {@link snapshot} of step 0, from any later one: what a person who pressed Start waits for is the first loss. */
  snapshotBeginning(): void {
    const now = this.task.state()
    this.task.load(startingState(this.shapes, this.settings.seed))
    this.snapshot(0)
    this.task.load(now)
  }

  /** Sends a frame if one is due. */
  show(): void {
    const begun = performance.now()
    if (this.pace.due(this.step, begun)) this.send(this.task.frame(this.step, true), begun)
  }

  /** Goes on with `changed` settings; run.json keeps them, and the log says from when. */
  change(changed: LiveSettings): void {
    this.meter.flush()
    this.settings = { ...this.settings, ...changed }
    this.run.update({ settings: this.settings })
    this.log.append([{ kind: 'changed', step: this.step, at: new Date().toISOString(), settings: changed }])
    this.log.sync()
    this.tell({ kind: 'changed', step: this.step, settings: changed })
  }

  /** A snapshot is made after each step that is a multiple. */
  get snapshotEvery(): number {
    return this.settings.snapshotEvery
  }

  /** Logs and sends the metrics collected. */
  flush(): void {
    this.meter.flush()
  }

  /** Time until now was not training. */
  skipTime(): void {
    this.ticked = performance.now()
  }

  private send(frame: Frame, begun: number): void {
    this.tell({ kind: 'frame', frame }, buffersIn(frame))
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

/** The samples, or the images read. */
function thumbnailOf(frame: Frame): Uint8Array {
  const { count, channels, height, width } = isDrawn(frame) ? frame.samples : frame.reading
  const images = isDrawn(frame) ? finished(frame.samples) : frame.targets
  return sheetPng(images, { count, channels, height, width, scale: 1 })
}

function allFinite(array: Float32Array): boolean {
  for (let i = 0; i < array.length; i++) if (!Number.isFinite(array[i])) return false
  return true
}
