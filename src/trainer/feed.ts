import { Worker, type MessagePort } from 'node:worker_threads'
import { batches, stepsPerEpoch, type Batch, type Batches } from '../data/batches'
import type { ImageSet } from '../data/dataset'
import { viewOf } from '../data/view'
import { StudioError } from '../studio/api'
import type { DatasetRef, Failure } from '../studio/run'
import type { Settings } from '../studio/settings'
import type { Begun } from './begun'
import { loadDataset } from './opened'
import { failureOf } from './tell'

/** What a thread that makes the batches of a run is started with. */
export interface FeedJob {
  readonly kind: 'feed'
  readonly library: string
  readonly dataset: DatasetRef
  readonly settings: Settings
}
/** Asked for by its step; answered with the batch, or with why there is none. */
type Answer = { step: number; batch: Batch } | { step: number; failure: Failure }

/** Batches, and what ends their making. */
export interface Feed extends Batches {
  close(): Promise<void>
}

/**
 * The batches of a run, made by a thread of their own while a step runs.
 * @param set the training split
 * @param worker the built worker; without it they are made in this thread
 */
export function feedOf(job: FeedJob, set: ImageSet, worker: string | undefined): Feed {
  const { dataset, settings } = job
  if (worker !== undefined) return feedFromThread(worker, job, set.count)
  return { ...batches(viewOf(set, dataset, settings), settings), close: () => Promise.resolve() }
}

/** In the thread: answers every step it is asked for. */
export async function serveBatches(
  { library, dataset, settings }: FeedJob,
  port: MessagePort,
): Promise<void> {
  const made = loadDataset(library, dataset).then(({ splits }) =>
    batches(viewOf(splits.train, dataset, settings), settings),
  )
  port.on('message', (step: number) => {
    made
      .then(({ at }) => at(step))
      .then(
        // Its memory goes along: the other thread need not copy it.
        (batch) => port.postMessage({ step, batch } satisfies Answer, [batch.x.buffer as ArrayBuffer]),
        (error: unknown) => port.postMessage({ step, failure: failureOf(error) } satisfies Answer),
      )
  })
  await made.catch(() => undefined)
}

/** @param count images of the training split */
function feedFromThread(file: string, job: FeedJob, count: number): Feed {
  const worker = new Worker(file, { workerData: { job } satisfies Begun })
  worker.unref()
  const waiting = new Map<number, { resolve: (batch: Batch) => void; reject: (error: unknown) => void }>()
  let ahead: { step: number; batch: Promise<Batch> } | undefined
  let gone: unknown
  worker.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.step)
    waiting.delete(answer.step)
    if ('batch' in answer) asker?.resolve(answer.batch)
    else asker?.reject(new StudioError(answer.failure.message, answer.failure.remedy))
  })
  const end = (error: unknown) => {
    gone = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', (code) =>
    end(
      new StudioError(
        `The thread that makes batches ended unexpectedly (exit code ${code})`,
        'Resume the run: it goes on from its last checkpoint.',
      ),
    ),
  )
  const ask = (step: number) =>
    new Promise<Batch>((resolve, reject) => {
      if (gone) return reject(gone)
      waiting.set(step, { resolve, reject })
      worker.postMessage(step)
    })
  return {
    stepsPerEpoch: stepsPerEpoch(count, job.settings.batch),
    async at(step) {
      const batch = await (ahead?.step === step ? ahead.batch : ask(step))
      ahead = { step: step + 1, batch: ask(step + 1) }
      // Its error is met when its step comes; there may be no such step.
      ahead.batch.catch(() => undefined)
      return batch
    },
    async close() {
      worker.removeAllListeners()
      await worker.terminate()
    },
  }
}
