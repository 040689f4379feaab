import { StudioError } from '../studio/api'
import type { Estimate } from '../studio/requests/training'
import type { DatasetRef, EngineName } from '../studio/run'
import type { Settings } from '../studio/settings'
import type { MeasureResult, WorkerEvent } from '../studio/trainer'
import { architectureOf, parametersOf } from '../trainer/architecture'
import { startWorker, type WorkerHandle } from '../trainer/start'

export interface Estimates {
  /** Has an engine loaded before anyone asks. */
  warm(engine: EngineName): void
  /** What a run would take, from a few steps made on this engine; a newer question ends an older one's measuring. */
  of(dataset: DatasetRef, settings: Settings, engine: EngineName): Promise<Estimate>
  /**
   * The worker that has `engine` loaded, to be told to train; it is the caller's from now on. None while it compiles
   * another network: a new one begins sooner.
   */
  take(dataset: DatasetRef, settings: Settings, engine: EngineName): WorkerHandle | undefined
  /** Ends what measures or waits, for good: nothing is measured any more. Resolves when it has. */
  close(): Promise<void>
}

/** How long a worker waits for another question, or for Start: it holds the memory of a training, ms. */
const WAIT = 5 * 60_000

/** A worker that is ready, and the question it was asked last. */
interface Waiting {
  readonly engine: EngineName
  readonly worker: WorkerHandle
  timer?: NodeJS.Timeout
  asked?: {
    readonly question: number
    readonly key: string
    readonly resolve: (result: MeasureResult) => void
    readonly reject: (error: unknown) => void
  }
}

/** What measurements are the same by. */
const keyOf = (dataset: DatasetRef, settings: Settings, engine: EngineName): string =>
  JSON.stringify([engine, architectureOf(dataset, settings), settings.batch])

const cancelled = () => new StudioError('Cancelled.')

export function createEstimates(): Estimates {
  const known = new Map<string, MeasureResult>()
  let questions = 0
  let waiting: Waiting | undefined
  let closed = false
  /** Those not yet ended. */
  const workers = new Set<WorkerHandle>()

  /** Answers whoever waits for the last question. */
  const abandon = (one: Waiting | undefined, why: unknown = cancelled()) => {
    one?.asked?.reject(why)
    delete one?.asked
  }
  const release = (): Waiting | undefined => {
    const released = waiting
    waiting = undefined
    clearTimeout(released?.timer)
    abandon(released)
    return released
  }
  const stop = () => release()?.worker.send({ kind: 'stop', keep: false })

  const hear = (one: Waiting, event: WorkerEvent) => {
    if (event.kind !== 'measured' && event.kind !== 'unmeasured') return
    const { asked } = one
    if (asked?.question !== event.question) return
    delete one.asked
    if (event.kind === 'measured') asked.resolve(event.result)
    else asked.reject(new StudioError(event.failure.message, event.failure.remedy))
    rest(one)
  }
  const rest = (one: Waiting) => {
    clearTimeout(one.timer)
    one.timer = setTimeout(() => waiting === one && stop(), WAIT).unref()
  }

  const open = (engine: EngineName): Waiting => {
    // A window may ask until its very end; what began then would keep the process.
    if (closed) throw new StudioError('The studio is closing.')
    if (waiting?.engine === engine) return waiting
    stop()
    const worker = startWorker({ kind: 'ready', engine }, { yields: true })
    const one: Waiting = { engine, worker }
    waiting = one
    workers.add(worker)
    worker.onEvent((event) => hear(one, event))
    worker.ended
      .then(
        (end) => {
          if (end.kind === 'failed') abandon(one, new StudioError(end.failure.message, end.failure.remedy))
        },
        (error: unknown) => abandon(one, error),
      )
      .finally(() => {
        workers.delete(worker)
        if (waiting === one) release()
      })
    rest(one)
    return one
  }

  return {
    warm: (engine) => void open(engine),
    async of(dataset, settings, engine) {
      const { channels, height, width, classes } = dataset
      const key = keyOf(dataset, settings, engine)
      const measured =
        known.get(key) ??
        (await new Promise<MeasureResult>((resolve, reject) => {
          const one = open(engine)
          abandon(one)
          clearTimeout(one.timer)
          const question = ++questions
          one.asked = { question, key, resolve, reject }
          one.worker.send({
            kind: 'measure',
            of: { question, settings, channels, height, width, classes },
          })
        }))
      known.set(key, measured)
      const { secondsPerStep, bytes } = measured
      return {
        parameters: parametersOf(architectureOf(dataset, settings)),
        bytes,
        secondsPerStep,
        secondsPerEpoch: secondsPerStep * Math.max(1, Math.floor(dataset.trainCount / settings.batch)),
        secondsTotal: secondsPerStep * settings.steps,
      }
    },
    take(dataset, settings, engine) {
      const busy = waiting?.asked && waiting.asked.key !== keyOf(dataset, settings, engine)
      if (waiting?.engine !== engine || busy) {
        stop()
        return undefined
      }
      const taken = release()
      if (taken) workers.delete(taken.worker)
      return taken?.worker
    },
    async close() {
      closed = true
      stop()
      await Promise.allSettled([...workers].map(({ ended }) => ended))
    },
  }
}
