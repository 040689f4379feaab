import { StudioError, type Estimate } from '../studio/api'
import type { DatasetRef, EngineName } from '../studio/run'
import type { Settings } from '../studio/settings'
import type { Job, MeasureResult } from '../studio/trainer'
import { architectureOf, parametersOf } from '../trainer/architecture'
import { startWorker, type WorkerHandle } from '../trainer/start'

export interface Estimates {
  /** What a run would take, from a few steps made on this engine; a newer question ends an older one's measuring. */
  of(dataset: DatasetRef, settings: Settings, engine: EngineName): Promise<Estimate>
  /** The worker that measures or has measured on `engine`, to be told to train; it is the caller's from now on. */
  take(engine: EngineName): WorkerHandle | undefined
  /** Ends a measuring under way. Resolves when it has. */
  cancel(): Promise<void>
}

/** How long a worker that has measured waits for Start: it holds the memory of a training, ms. */
const WAIT = 5 * 60_000

interface Measuring {
  readonly engine: EngineName
  readonly worker: WorkerHandle
  /** Answers whoever waits for the measurement. */
  readonly abandon: () => void
  timer?: NodeJS.Timeout
}

export function createEstimates(): Estimates {
  const known = new Map<string, MeasureResult>()
  let asked = 0
  let newest: Measuring | undefined
  /** Those not yet ended. */
  const workers = new Set<WorkerHandle>()

  const release = (): Measuring | undefined => {
    const measuring = newest
    newest = undefined
    clearTimeout(measuring?.timer)
    return measuring
  }
  const end = async () => {
    release()?.worker.send({ kind: 'stop', keep: false })
    await Promise.allSettled([...workers].map(({ ended }) => ended))
  }
  const measure = (job: Extract<Job, { kind: 'measure' }>) => {
    const worker = startWorker(job)
    workers.add(worker)
    return new Promise<MeasureResult>((resolve, reject) => {
      const abandon = () => reject(new StudioError('Cancelled.'))
      const mine: Measuring = { engine: job.engine, worker, abandon }
      newest = mine
      worker.onEvent((event) => {
        if (event.kind === 'failed') reject(new StudioError(event.failure.message, event.failure.remedy))
        if (event.kind !== 'measured') return
        resolve(event.result)
        if (newest === mine) mine.timer = setTimeout(() => void end(), WAIT).unref()
      })
      worker.ended.then(abandon, reject).finally(() => {
        workers.delete(worker)
        if (newest === mine) release()
      })
    })
  }

  return {
    async of(dataset, settings, engine) {
      const { batch } = settings
      const architecture = architectureOf(dataset, settings)
      const { channels, height, width, classes } = dataset
      const key = JSON.stringify([engine, architecture, batch])
      let measured = known.get(key)
      if (!measured) {
        const question = ++asked
        await end()
        if (question !== asked) throw new StudioError('Cancelled.')
        measured = await measure({ kind: 'measure', engine, settings, channels, height, width, classes })
        known.set(key, measured)
      }
      const { secondsPerStep, bytes } = measured
      return {
        parameters: parametersOf(architecture),
        bytes,
        secondsPerStep,
        secondsPerEpoch: secondsPerStep * Math.max(1, Math.floor(dataset.trainCount / batch)),
        secondsTotal: secondsPerStep * settings.steps,
      }
    },
    take(engine) {
      // Questions that wait for the last one to end are not asked any more.
      asked++
      if (newest?.engine !== engine) {
        void end()
        return undefined
      }
      const taken = release()
      taken?.abandon()
      if (taken) workers.delete(taken.worker)
      return taken?.worker
    },
    cancel() {
      asked++
      return end()
    },
  }
}
