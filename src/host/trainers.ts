import { StudioError, type StudioEvent } from '../studio/api'
import type { Preparing } from '../studio/requests/training'
import type { Failure, RunState } from '../studio/run'
import type { CheckpointChoice, Command, Preparation, WorkerEvent } from '../studio/trainer'
import { startWorker, type WorkerHandle } from '../trainer/start'
import type { Sessions } from './sessions'

export interface Trainers {
  /**
   * Trains the run in `folder` until its manifest says.
   * @throws StudioError while another run trains
   */
  start(run: { id: string; name: string; folder: string; until: number }, how?: How): void
  /** @throws StudioError when the run is not being trained */
  command(run: string, command: Command): void
  training(): string | undefined
  /** The run whose worker has yet to say how it is. */
  starting(): string | undefined
  /** What `run` does before its first step; undefined once it trains. */
  preparing(run: string): Preparing | undefined
  watchChanged(): void
  frameTaken(run: string): void
  /** Keeps and ends what trains; resolves when it has. */
  close(): Promise<void>
}

interface How {
  readonly checkpoint?: CheckpointChoice
  /** One that has measured such a run; a new one where there is none. */
  readonly worker?: WorkerHandle | undefined
}

/** As Electron's progress bar has it: none. */
const NOTHING = -1
const STOP_PATIENCE_MS = 15_000

/** One training at a time, in a worker thread; what it tells goes to every window. */
export function createTrainers(
  library: string,
  sessions: () => Sessions,
  onProgress: (fraction: number) => void,
  onFault: (error: unknown) => void,
  onEnded: () => void,
): Trainers {
  interface Training {
    readonly run: { id: string; name: string; folder: string; until: number }
    readonly worker: WorkerHandle
    readonly begun: number
    watched: boolean
    /** Undefined once it trains. */
    preparing?: Preparation
    /** Undefined until it has told. */
    device?: string
    step: number
  }
  let current: Training | undefined
  const tell = (event: StudioEvent) => sessions().tell(event)

  const state = (training: Training, now: RunState, failure?: Failure) => {
    const { run, step, device = '' } = training
    tell({
      kind: 'state',
      run: run.id,
      state: now,
      step,
      until: run.until,
      device,
      ...(failure && { failure }),
    })
    onProgress(now === 'running' || now === 'paused' ? step / run.until : NOTHING)
  }

  const preparingOf = ({ preparing, begun }: Training): Preparing | undefined =>
    preparing && { what: preparing, seconds: (performance.now() - begun) / 1000 }

  const hear = (training: Training, event: WorkerEvent) => {
    const run = training.run.id
    switch (event.kind) {
      case 'preparing': {
        training.preparing = event.what
        const preparing = preparingOf(training)
        if (preparing) tell({ kind: 'preparing', run, ...preparing })
        return
      }
      case 'state':
        training.step = event.step
        training.device = event.device
        return state(training, event.state)
      case 'metrics': {
        const last = event.training.at(-1)
        if (last) {
          training.step = last.step
          delete training.preparing
        }
        onProgress(training.step / training.run.until)
        return tell({ ...event, run })
      }
      case 'frame':
        return sessions().frame(run, event.frame)
      case 'checkpoint':
      case 'snapshot':
      case 'changed':
        return tell({ ...event, run })
      case 'failed':
        if (event.failure.step !== undefined) training.step = event.failure.step
        return state(training, 'failed', event.failure)
      case 'done':
        if (event.result && 'state' in event.result) {
          training.step = event.result.step
          state(training, event.result.state)
        }
        return
      case 'progress':
      case 'measured':
      case 'unmeasured':
        return
    }
  }

  return {
    start(run, { checkpoint, worker: waiting } = {}) {
      if (current)
        throw new StudioError(
          `“${current.run.name}” is being trained.`,
          'Stop it first; a stopped run can be resumed at any time.',
        )
      const job = {
        kind: 'train',
        run: run.folder,
        library,
        ...(checkpoint !== undefined && { checkpoint }),
      } as const
      const worker = waiting ?? startWorker(job, { yields: true })
      waiting?.send({ kind: 'train', job })
      const training: Training = { run, worker, begun: performance.now(), watched: false, step: 0 }
      current = training
      worker.onEvent((event) => hear(training, event))
      this.watchChanged()
      worker.ended
        .catch((error: unknown) => {
          onFault(error)
          const message = error instanceof Error ? error.message : String(error)
          state(training, 'failed', { message, remedy: 'Resume the run from its last checkpoint.' })
        })
        .finally(() => {
          if (current === training) current = undefined
          onProgress(NOTHING)
          tell({ kind: 'runs' })
          onEnded()
        })
        .catch(onFault)
      tell({ kind: 'runs' })
    },
    command(run, command) {
      if (current?.run.id !== run) throw new StudioError('This run is not being trained.', 'Resume it first.')
      current.worker.send(command)
    },
    training: () => current?.run.id,
    starting: () => (current?.device === undefined ? current?.run.id : undefined),
    preparing: (run) => (current?.run.id === run ? preparingOf(current) : undefined),
    watchChanged() {
      if (!current) return
      const watched = sessions().watched(current.run.id)
      if (watched === current.watched) return
      current.watched = watched
      current.worker.send({ kind: 'watch', on: watched })
    },
    frameTaken(run) {
      if (current?.run.id === run) current.worker.send({ kind: 'frame-taken' })
    },
    async close() {
      if (!current) return
      const { worker } = current
      worker.send({ kind: 'stop', keep: true })
      const timer = setTimeout(() => void worker.terminate(), STOP_PATIENCE_MS)
      await worker.ended.catch(() => {})
      clearTimeout(timer)
    },
  }
}
