import { networkOf } from '../draw/network'
import { openEngine, type Engine } from '../engine/open'
import { createTrainingLearner } from '../engine/trainingLearner'
import { generator, normals } from '../random/generator'
import type { Job, MeasureResult } from '../studio/trainer'
import { StudioError } from '../studio/api'
import type { Inbox } from './inbox'

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
 * Told to stop, it does so after a step: a thread that is terminated inside TensorFlow can end the process with it.
 * @throws StudioError when told to stop
 */
export async function measure(job: MeasureJob, inbox: Inbox): Promise<MeasureResult> {
  const engine = await openEngine(job.engine)
  await heed(inbox)
  const median = (stepper: Stepper) => medianOf(stepper, inbox)
  if (engine.name === 'tensorflow') return median(stepper(engine, job, job.settings.glimpses))
  const { glimpses } = job.settings
  const [few, more] = SHORT
  const shorter = stepper(engine, job, Math.min(few, glimpses))
  shorter.time()
  const guess = (shorter.time() * glimpses) / Math.min(few, glimpses)
  if (guess <= PATIENCE || glimpses <= more) {
    shorter.dispose()
    return median(stepper(engine, job, glimpses))
  }
  const short = await median(shorter)
  const long = await median(stepper(engine, job, more))
  const along = (a: number, b: number) => b + ((glimpses - more) * Math.max(0, b - a)) / (more - few)
  return {
    secondsPerStep: along(short.secondsPerStep, long.secondsPerStep),
    bytes: Math.round(along(short.bytes, long.bytes)),
  }
}

interface Stepper {
  /** Seconds of one step. */
  time(): number
  dispose(): void
}

function stepper(
  engine: Engine,
  { settings, channels, height, width }: MeasureJob,
  glimpses: number,
): Stepper {
  const { batch, latent, seed } = settings
  const network = networkOf({ channels, height, width }, { ...settings, glimpses })
  const { learner } = createTrainingLearner(engine, network, seed, batch)
  const { uniform } = generator(seed, 'measure')
  const x = Float32Array.from({ length: batch * channels * height * width }, () => (uniform() < 0.2 ? 1 : 0))
  let step = 0
  return {
    time() {
      const begun = performance.now()
      learner.step(x, normals(glimpses * batch * latent, seed, 'noise', step++), settings)
      return (performance.now() - begun) / 1000
    },
    dispose: () => learner.dispose(),
  }
}

/** Median time, and the most memory the process had, after one step that warms up. */
async function medianOf(stepper: Stepper, inbox: Inbox): Promise<MeasureResult> {
  stepper.time()
  let bytes = process.memoryUsage().rss
  const times: number[] = []
  const begun = performance.now()
  while (times.length < ENOUGH && (times.length === 0 || performance.now() - begun < 1000 * PATIENCE)) {
    await heed(inbox, () => stepper.dispose())
    times.push(stepper.time())
    bytes = Math.max(bytes, process.memoryUsage().rss)
  }
  stepper.dispose()
  times.sort((a, b) => a - b)
  return { secondsPerStep: times[times.length >> 1] as number, bytes }
}

/** @throws StudioError, after `free`, when told to stop */
async function heed(inbox: Inbox, free: () => void = () => undefined): Promise<void> {
  if (!(await inbox.take()).some(({ kind }) => kind === 'stop')) return
  free()
  throw new StudioError('Cancelled.')
}
