import { StudioError } from '../studio/api'
import type { EvaluateResult, Job, MeasureResult, SampleResult } from '../studio/trainer'
import { startWorker } from '../trainer/start'

interface Results {
  sample: SampleResult
  evaluate: EvaluateResult
  measure: MeasureResult
}
/** A job that answers once. */
export type OneJob<K extends keyof Results> = Extract<Job, { kind: K }>

export interface Running<R> {
  readonly result: Promise<R>
  /** Ends it; `result` then rejects. */
  cancel(): void
}

/** Has a worker thread do `job`. The result rejects with a StudioError when it fails. */
export function run<K extends keyof Results>(
  job: OneJob<K>,
  onProgress: (done: number, total: number) => void = () => {},
): Running<Results[K]> {
  const worker = startWorker(job)
  worker.onEvent((event) => {
    if (event.kind === 'progress') onProgress(event.done, event.total)
  })
  return {
    result: worker.ended.then((end) => {
      if (end.kind === 'failed') throw new StudioError(end.failure.message, end.failure.remedy)
      // A worker answers the job it was given.
      return end.result as Results[K]
    }),
    cancel: () => void worker.terminate(),
  }
}
