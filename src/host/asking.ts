import { StudioError } from '../studio/api'
import type { GalleryAnswers, GalleryQuestion, WorkerEvent } from '../studio/trainer'
import { startWorker, type WorkerHandle } from '../trainer/start'

/** How long a worker waits for another question: it holds checkpoints, ms. */
const WAIT = 120_000

/** A worker that keeps one run's gallery open: the next question is answered without loading anything. */
export interface Asking {
  ask<Q extends GalleryQuestion>(run: string, question: Q): Promise<GalleryAnswers[Q['kind']]>
  /** Ends the worker. Resolves when it has. */
  close(): Promise<void>
}

interface Open {
  readonly run: string
  readonly worker: WorkerHandle
  readonly asked: Map<number, { resolve(answer: unknown): void; reject(error: unknown): void }>
  timer?: NodeJS.Timeout
}

/** @param library where data sets are @param start starts a worker; by default the one built with this program */
export function createAsking(library: string, start = startWorker): Asking {
  let open: Open | undefined
  let questions = 0
  const workers = new Set<WorkerHandle>()

  const stop = (one: Open | undefined) => {
    if (open === one) open = undefined
    clearTimeout(one?.timer)
    one?.worker.send({ kind: 'stop', keep: false })
  }
  const hear = (one: Open, event: WorkerEvent) => {
    if (event.kind !== 'answer' && event.kind !== 'unanswered') return
    const waiting = one.asked.get(event.question)
    one.asked.delete(event.question)
    if (event.kind === 'answer') waiting?.resolve(event.answer)
    else waiting?.reject(new StudioError(event.failure.message, event.failure.remedy))
    if (one.asked.size > 0) return
    clearTimeout(one.timer)
    one.timer = setTimeout(() => stop(one), WAIT).unref()
  }
  const opened = (run: string): Open => {
    if (open?.run === run) return open
    // What was asked of another run before is still answered: a worker stops between two questions.
    stop(open)
    const worker = start({ kind: 'gallery', run, library })
    const one: Open = { run, worker, asked: new Map() }
    open = one
    workers.add(worker)
    worker.onEvent((event) => hear(one, event))
    worker.ended
      .then(
        (end) =>
          end.kind === 'failed'
            ? new StudioError(end.failure.message, end.failure.remedy)
            : new StudioError('Cancelled.'),
        (error: unknown) => error,
      )
      .then((why) => {
        workers.delete(worker)
        if (open === one) open = undefined
        for (const { reject } of one.asked.values()) reject(why)
      })
    return one
  }

  return {
    ask: <Q extends GalleryQuestion>(run: string, of: Q) =>
      new Promise<GalleryAnswers[Q['kind']]>((resolve, reject) => {
        const one = opened(run)
        clearTimeout(one.timer)
        const question = ++questions
        // A worker answers the kind it was asked.
        one.asked.set(question, { resolve: resolve as (answer: unknown) => void, reject })
        one.worker.send({ kind: 'ask', question, of })
      }),
    async close() {
      stop(open)
      await Promise.allSettled([...workers].map(({ ended }) => ended))
    },
  }
}
