import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { prepareTensorFlow } from '../engine/environment'
import { unlockThread } from '../runs/lock'
import { StudioError } from '../studio/api'
import type { Command, Job, WorkerEvent } from '../studio/trainer'
import type { Begun } from './begun'

export type WorkerEnd = Extract<WorkerEvent, { kind: 'done' | 'failed' }>
export interface WorkerHandle {
  send(command: Command): void
  /** Every event from now on, `done` and `failed` too. */
  onEvent(listener: (event: WorkerEvent) => void): void
  /** Resolves to the worker's last event once its thread is gone; rejects when there was none: a crash. */
  readonly ended: Promise<WorkerEnd>
  /** Ends the thread at once. */
  terminate(): Promise<void>
}

export interface WorkerStart {
  /** The built worker; by default the one built with this program. */
  readonly file?: string
  /** Lets the window, and what answers it, go first where all want the same cores (Linux). */
  readonly yields?: boolean
}

/** Starts a worker thread on `job`. */
export function startWorker(job: Job, { file = workerFile(), yields }: WorkerStart = {}): WorkerHandle {
  // TensorFlow reads both when it is loaded, from the process: a thread's own environment does not reach it.
  // 3: of a kept graph it logs as an error that tuning is no feature of the CPU; what fails is thrown besides.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3'
  prepareTensorFlow()
  const worker = new Worker(file, { workerData: { job, yields } satisfies Begun })
  const { threadId } = worker
  const listeners = new Set<(event: WorkerEvent) => void>()
  let now = job
  let end: WorkerEnd | undefined
  let crash: Error | undefined
  worker.on('message', (event: WorkerEvent) => {
    if (event.kind === 'done' || event.kind === 'failed') end = event
    for (const listener of listeners) listener(event)
  })
  worker.on('error', (error) => (crash = error))
  const ended = new Promise<WorkerEnd>((resolve, reject) => {
    worker.on('exit', (code) => {
      if (now.kind === 'train') unlockThread(now.run, threadId)
      if (end) resolve(end)
      else
        reject(
          new StudioError(
            `The ${now.kind} worker ended unexpectedly: ${crash?.message ?? `exit code ${code}`}`,
            now.kind === 'train' ? 'Resume the run: it goes on from its last checkpoint.' : 'Try again.',
            { cause: crash },
          ),
        )
    })
  })
  // Whoever only listens to events need not handle the end too.
  ended.catch(() => undefined)
  return {
    send(command) {
      if (command.kind === 'train') now = command.job
      worker.postMessage(command)
    },
    onEvent: (listener) => void listeners.add(listener),
    ended,
    async terminate() {
      await worker.terminate()
    },
  }
}

/** The bundler puts the entry trainer.js into out/main, and code that several entries share one folder below. */
function workerFile(): string {
  const places = [join(__dirname, 'trainer.js'), join(dirname(__dirname), 'trainer.js')]
  const file = places.find(existsSync)
  if (!file)
    throw new StudioError(
      `The trainer is missing: there is no ${places.join(' nor ')}`,
      'Run `npm run build`.',
    )
  return file
}
