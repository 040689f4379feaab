import { openEngine } from '../engine/open'
import { generator, normals } from '../random/generator'
import type { EngineName } from '../studio/run'
import type { Command, Measurement, MeasureResult, TrainResult } from '../studio/trainer'
import { architectureOf } from './architecture'
import type { Inbox } from './inbox'
import { Ready } from './ready'
import { failureOf, type Tell } from './tell'
import { train, type Means } from './train'

/** What a measurement may take after warming up, seconds. */
const PATIENCE = 3
/** Enough steps for a median. */
const ENOUGH = 5
/** Glimpses of the short networks that a long step is extrapolated from: time is linear in T. */
const SHORT = [2, 6] as const

/**
 * Opens an engine and does what it is told: measures, as often as it is asked, and trains with what that has compiled.
 *
 * Told something while it measures, it turns to that after a step: a thread that is terminated inside TensorFlow can
 * end the process with it.
 */
export async function beReady(
  engine: EngineName,
  tell: Tell,
  inbox: Inbox,
  means: Omit<Means, 'ready'> = {},
): Promise<TrainResult | null> {
  const ready = new Ready(await openEngine(engine))
  let told = await inbox.await(...TOLD)
  while (told.kind === 'measure') told = await measure(told.of, ready, tell, inbox)
  if (told.kind === 'train') return train(told.job, tell, inbox, { ...means, ready })
  ready.dispose()
  return null
}
const TOLD = ['measure', 'train', 'stop'] as const

/** Measures and tells the result. @returns what it is told next, which may be before it is done */
async function measure(of: Measurement, ready: Ready, tell: Tell, inbox: Inbox): Promise<Told['command']> {
  const { question } = of
  try {
    tell({ kind: 'measured', question, result: await new Measuring(of, ready, inbox).result() })
  } catch (error) {
    if (error instanceof Told) return error.command
    ready.dispose()
    tell({ kind: 'unmeasured', question, failure: failureOf(error) })
  }
  return inbox.await(...TOLD)
}

/** Measuring was ended by a command. */
class Told extends Error {
  constructor(readonly command: Extract<Command, { kind: (typeof TOLD)[number] }>) {
    super(command.kind)
  }
}

/**
 * Times steps on random images. A step too long to wait for is extrapolated from shorter drawings; TensorFlow's
 * compiled one is not, for compiling takes longer than a step.
 */
class Measuring {
  constructor(
    private readonly job: Measurement,
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
    const command = await this.inbox.find(...TOLD)
    if (command) throw new Told(command)
  }
}
