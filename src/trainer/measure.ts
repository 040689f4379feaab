import { openEngine } from '../engine/open'
import { generator, normals } from '../random/generator'
import type { Command, Job, MeasureResult, TrainResult } from '../studio/trainer'
import { architectureOf } from './architecture'
import type { Inbox } from './inbox'
import { Ready } from './ready'
import type { Tell } from './tell'
import { train, type Means } from './train'

type MeasureJob = Extract<Job, { kind: 'measure' }>

/** What a measurement may take after warming up, seconds. */
const PATIENCE = 3
/** Enough steps for a median. */
const ENOUGH = 5
/** Glimpses of the short networks that a long step is extrapolated from: time is linear in T. */
const SHORT = [2, 6] as const

/**
 * Times steps on random images. A step too long to wait for is extrapolated from shorter drawings; TensorFlow's
 * compiled one is not, for compiling takes longer than a step.
 *
 * Told to stop or to train, it does so after a step: a thread that is terminated inside TensorFlow can end the process
 * with it. Told nothing, it waits when it is done, and trains with what it has compiled.
 */
export async function measure(
  job: MeasureJob,
  tell: Tell,
  inbox: Inbox,
  means: Omit<Means, 'ready'> = {},
): Promise<TrainResult | null> {
  const ready = new Ready(await openEngine(job.engine))
  const told = await new Measuring(job, ready, inbox).result().then(
    (result) => {
      tell({ kind: 'measured', result })
      return inbox.await('stop', 'train')
    },
    (error: unknown) => {
      if (error instanceof Told) return error.command
      ready.dispose()
      throw error
    },
  )
  if (told.kind === 'train') return train(told.job, tell, inbox, { ...means, ready })
  ready.dispose()
  return null
}

/** Measuring was ended by a command. */
class Told extends Error {
  constructor(readonly command: Extract<Command, { kind: 'stop' | 'train' }>) {
    super(command.kind)
  }
}

class Measuring {
  constructor(
    private readonly job: MeasureJob,
    private readonly ready: Ready,
    private readonly inbox: Inbox,
  ) {}

  /** @throws Told */
  async result(): Promise<MeasureResult> {
    const { glimpses } = this.job.settings
    await this.heed()
    if (this.ready.engine.name === 'tensorflow') return this.median(glimpses)
    const [few, more] = SHORT
    const fewer = Math.min(few, glimpses)
    const shorter = this.stepper(fewer)
    shorter()
    if ((shorter() * glimpses) / fewer <= PATIENCE || glimpses <= more) return this.median(glimpses)
    const short = await this.median(few)
    const long = await this.median(more)
    const along = (a: number, b: number) => b + ((glimpses - more) * Math.max(0, b - a)) / (more - few)
    return {
      secondsPerStep: along(short.secondsPerStep, long.secondsPerStep),
      bytes: Math.round(along(short.bytes, long.bytes)),
    }
  }

  /** Seconds of one step, each time it is called. */
  private stepper(glimpses: number): () => number {
    const settings = { ...this.job.settings, glimpses }
    const { batch, latent, seed } = settings
    const architecture = architectureOf(this.job, settings)
    const { channels, height, width } = architecture.network
    const trained = this.ready.trained(architecture, seed, batch)
    const { uniform } = generator(seed, 'measure')
    const x = Float32Array.from({ length: batch * channels * height * width }, () =>
      uniform() < 0.2 ? 1 : 0,
    )
    let step = 0
    return () => {
      const begun = performance.now()
      if (trained.task === 'draw')
        trained.learner.step(x, normals(glimpses * batch * latent, seed, 'noise', step++), settings)
      else trained.learner.step(x, new Uint8Array(batch), settings)
      return (performance.now() - begun) / 1000
    }
  }

  /** Median time, and the most memory the process had, after one step that warms up. @throws Told */
  private async median(glimpses: number): Promise<MeasureResult> {
    const step = this.stepper(glimpses)
    step()
    let bytes = process.memoryUsage().rss
    const times: number[] = []
    const begun = performance.now()
    while (times.length < ENOUGH && (times.length === 0 || performance.now() - begun < 1000 * PATIENCE)) {
      await this.heed()
      times.push(step())
      bytes = Math.max(bytes, process.memoryUsage().rss)
    }
    times.sort((a, b) => a - b)
    return { secondsPerStep: times[times.length >> 1] as number, bytes }
  }

  /** @throws Told when it has been told something */
  private async heed(): Promise<void> {
    const command = await this.inbox.find('stop', 'train')
    if (command) throw new Told(command)
  }
}
