import { StudioError } from '../studio/api'
import type { Job, Results } from '../studio/trainer'
import { startWorker } from '../trainer/start'

/** A job that answers once . */
export type OneJob<K extends keyof Results> = Exclude<
  Extract<Job, { kind: K }>,
  { kind: 'train' | 'ready' | 'gallery' }
>

export interface Running<R> {
  readonly result: Promise<R>
  /** Ends it soon; `result` then rejects with a StudioError that says so. */
  cancel(): void
}

const STOPPABLE: readonly Job['kind'][] = ['evaluate', 'export', 'import', 'download']

/** Has a worker thread do `job`. The result rejects with a StudioError when it fails. */
export function run<K extends keyof Results>(
  job: OneJob<K>,
  onProgress: (done: number, total: number) => void = () => {},
): Running<Results[K]> {
  const worker = startWorker(job)
  worker.onEvent((event) => {
    if (event.kind === 'progress') onProgress(event.done, event.total)
  })
  let cancelled = false
  return {
    result: worker.ended.then(
      (end) => {
        if (end.kind === 'failed') throw new StudioError(end.failure.message, end.failure.remedy)
        // A worker answers the job it was given.
        return end.result as Results[K]
      },
      (error: unknown) => {
        throw cancelled ? new StudioError('Cancelled.', '', { cause: error }) : error
      },
    ),
    cancel() {
      cancelled = true
      // What computes is asked to end between two steps, and what writes files after removing those half written.
      if (STOPPABLE.includes(job.kind)) worker.send({ kind: 'stop', keep: false })
      else void worker.terminate()
    },
  }
}
