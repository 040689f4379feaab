import { join } from 'node:path'
import type { Settings } from '../src/studio/settings'
import type { WorkerEvent } from '../src/studio/trainer'
import { startWorker } from '../src/trainer/start'
import { built } from './built'
import { report } from './report'
import { median, quantile, ratios, rounded } from './statistics'
import { inFolder, newRun, runSettings } from './trainings'

interface Options {
  readonly preset: string
  readonly rounds: number
  readonly seconds: number
}

/** Two trainings take turns: one is watched, frames taken as they come, at most ten a second; nobody watches the other. */
export const benchLive = (options: Options): Promise<void> => inFolder((folder) => live(options, folder))

async function live({ preset, rounds, seconds }: Options, folder: string): Promise<void> {
  const never = 1_000_000
  const settings: Settings = {
    ...runSettings(preset),
    steps: 10_000_000,
    // What is kept of a run is no part of the comparison; so many images are not validated at a pause.
    validationImages: 10_000,
    validateEvery: never,
    checkpointEvery: never,
    snapshotEvery: never,
  }
  const watched = await Training.start(join(folder, 'watched'), settings, true)
  const alone = await Training.start(join(folder, 'alone'), settings, false)
  for (let round = 0; round < rounds; round++)
    for (const training of round % 2 ? [alone, watched] : [watched, alone]) await training.stretch(seconds)
  await Promise.all([watched.stop(), alone.stop()])

  const pairs = ratios(watched.speeds, alone.speeds)
  const cost = 100 * (1 - median(pairs))
  const rows = [watched, alone].map(({ watched, speeds, frames, time }) => ({
    training: watched ? 'watched' : 'alone',
    'images/s': rounded(median(speeds), 1),
    'frames/s': rounded(frames / time, 1),
  }))
  const [low, high] = [quantile(pairs, 0.25), quantile(pairs, 0.75)].map((pair) => rounded(pair, 4))
  console.log(`Being watched costs ${cost.toFixed(1)} % of images/s (half of the pairs: ${low} to ${high}).`)
  report('live', { preset, rounds, seconds, ratio: rounded(median(pairs), 4), quartiles: [low, high], rows })
}

/** A training that is paused but for its stretches. */
class Training {
  /** Images per second of every stretch. */
  readonly speeds: number[] = []
  frames = 0
  /** Seconds of all stretches. */
  time = 0
  private readonly worker
  private hear: (event: WorkerEvent) => void = () => undefined

  private constructor(
    folder: string,
    private readonly settings: Settings,
    readonly watched: boolean,
  ) {
    const run = newRun(folder, settings)
    const library = join(folder, '../library')
    this.worker = startWorker({ kind: 'train', run: run.folder, library }, { file: built('trainer') })
    this.worker.onEvent((event) => {
      if (event.kind === 'frame') {
        this.frames++
        this.worker.send({ kind: 'frame-taken' })
      }
      this.hear(event)
    })
    if (watched) this.worker.send({ kind: 'watch', on: true })
  }

  /** Starts one, and pauses it once it is warm. */
  static async start(folder: string, settings: Settings, watched: boolean): Promise<Training> {
    const training = new Training(folder, settings, watched)
    await training.metrics()
    const frames = 3
    while (watched && training.frames < frames) await training.metrics()
    await training.pause()
    training.frames = 0
    return training
  }

  async stretch(seconds: number): Promise<void> {
    this.worker.send({ kind: 'resume' })
    const first = await this.metrics()
    const shown = this.frames
    let last = first
    while (last.seconds - first.seconds < seconds) last = await this.metrics()
    const took = last.seconds - first.seconds
    this.speeds.push((this.settings.batch * (last.step - first.step)) / took)
    this.time += took
    const frames = this.frames - shown
    await this.pause()
    this.frames = shown + frames
  }

  async stop(): Promise<void> {
    this.worker.send({ kind: 'stop', keep: false })
    await this.worker.ended
  }

  /** The next metrics told of: the last step of them. */
  private async metrics(): Promise<{ step: number; seconds: number }> {
    for (;;) {
      const event = await this.next('metrics')
      const last = event.kind === 'metrics' && event.training.at(-1)
      if (last) return last
    }
  }

  /** Resolves when it is quiet: a pause ends with a checkpoint. */
  private async pause(): Promise<void> {
    this.worker.send({ kind: 'pause' })
    await this.next('checkpoint')
  }

  private next(kind: WorkerEvent['kind']): Promise<WorkerEvent> {
    return new Promise((resolve, reject) => {
      void this.worker.ended.then((end) => reject(new Error(`it ended: ${JSON.stringify(end)}`)), reject)
      this.hear = (event) => {
        if (event.kind === kind) resolve(event)
      }
    })
  }
}
