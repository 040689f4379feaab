import { viewOf } from '../data/view'
import { openEngine } from '../engine/open'
import { deleteRun } from '../runs/remove'
import { openRun, type Run } from '../runs/run'
import type { RunState } from '../studio/run'
import type { Command, TrainJob, TrainResult } from '../studio/trainer'
import { architectureOf, shapesOf } from './architecture'
import { classifying } from './classifying'
import { drawing } from './drawing'
import { feedOf } from './feed'
import type { Inbox } from './inbox'
import { loadDataset } from './opened'
import { Ready } from './ready'
import { Session } from './session'
import { Failed, failureOf, type Tell } from './tell'

interface Open {
  readonly session: Session
  readonly announce: (state: RunState) => void
  /** Tells that the first step is made, and, after it, in what form. */
  readonly begin: () => void
  readonly begun: () => void
  readonly close: () => Promise<void>
}
type Ending = { state: 'finished' | 'stopped'; kept: boolean }

/**
 * Trains the job's run to the step its manifest names, doing as it is told meanwhile.
 * @throws Failed after noting in the manifest what went wrong; StudioError when the run cannot be had
 */
export async function train(
  job: TrainJob,
  tell: Tell,
  inbox: Inbox,
  means: Means = {},
): Promise<TrainResult> {
  try {
    return await trainOpened(openRun(job.run), job, tell, inbox, means)
  } finally {
    means.ready?.dispose()
  }
}

/** What is there to train with. */
export interface Means {
  /** What a measurement has open, of the run's engine; is disposed of. */
  readonly ready?: Ready
  /** The built worker: batches are then made by a thread of their own. */
  readonly worker?: string
}

async function trainOpened(
  run: Run,
  job: TrainJob,
  tell: Tell,
  inbox: Inbox,
  means: Means,
): Promise<TrainResult> {
  const unlock = run.lock()
  let session: Session | undefined
  let ending: Ending
  let from = 0
  try {
    run.update({ state: 'running' })
    from = run.startingStep(job.checkpoint ?? 'latest')
    const open = await openSession(run, job, tell, inbox, means)
    if ('kept' in open) ending = open
    else {
      session = open.session
      try {
        ending = await loop(open, run, inbox)
      } finally {
        await open.close()
      }
    }
    run.update({ state: ending.state })
  } catch (error) {
    const failure = failureOf(error, session?.step)
    run.update({ state: 'failed', failure })
    throw new Failed(failure, { cause: error })
  } finally {
    unlock()
  }
  if (!ending.kept) await deleteRun(run.folder)
  return { state: ending.state, step: session?.step ?? from, kept: ending.kept }
}

/** @returns an ending when it was told to stop before anything was compiled: there is nothing yet to keep */
async function openSession(
  run: Run,
  { library, checkpoint = 'latest', shards }: TrainJob,
  tell: Tell,
  inbox: Inbox,
  { ready: opened, worker }: Means,
): Promise<Open | Ending> {
  tell({ kind: 'preparing', what: 'data' })
  const { engine: name, dataset: ref, settings } = run.manifest()
  const from = run.startingStep(checkpoint)
  const architecture = architectureOf(ref, settings)
  const shapes = shapesOf(architecture)
  const saved = from > 0 ? run.readCheckpoint(from, shapes) : undefined
  const dataset = await loadDataset(library, ref, worker === undefined ? {} : { memory: 0 })
  if (!opened) tell({ kind: 'preparing', what: 'engine' })
  const ready = opened ?? new Ready(await openEngine(name))
  const { engine } = ready
  const stop = await inbox.find('stop')
  if (stop) {
    await dataset.close()
    return { state: 'stopped', kept: stop.keep }
  }
  const compiles = engine.name === 'tensorflow' && !ready.has(architecture, settings.batch, shards)
  const begin = () => tell({ kind: 'preparing', what: compiles ? 'compile' : 'first step' })
  begin()
  const initial = saved?.state ?? settings.seed
  const trained = ready.trained(architecture, initial, settings.batch, shards)
  const { slower } = trained
  run.supersede(from)
  const log = run.log()
  log.append([{ kind: 'resumed', step: from, at: new Date().toISOString(), engine: name }])
  const validation = viewOf(dataset.splits.validation, ref, settings)
  const feed = feedOf({ kind: 'feed', library, dataset: ref, settings }, dataset.splits.train, worker)
  const task =
    trained.task === 'draw'
      ? await drawing(trained.learner, validation, settings)
      : await classifying(trained.learner, validation, settings)
  const { seconds = 0, bestScore = null } = saved?.info ?? {}
  const session = new Session(run, name, task, shapes, feed, settings, log, tell, {
    step: from,
    seconds,
    bestScore,
  })
  const announce = (state: RunState) => {
    const { form } = slower() ?? {}
    const device = form ? `${engine.device}, ${form}` : engine.device
    tell({ kind: 'state', state, step: session.step, engine: name, device })
  }
  return {
    session,
    announce,
    begin,
    begun() {
      const slow = slower()
      if (!slow) return
      console.warn(`Training runs ${slow.form}, which is slower: ${slow.reason}`)
      announce('running')
    },
    close: async () => {
      log.close()
      ready.dispose()
      await feed.close()
      await dataset.close()
    },
  }
}

async function loop({ session, announce, begin, begun }: Open, run: Run, inbox: Inbox): Promise<Ending> {
  const { until, settings } = run.manifest()
  let paused = false
  let first = true

  const obey = async (command: Command): Promise<Ending | undefined> => {
    switch (command.kind) {
      case 'pause':
      case 'resume':
        if (paused === (command.kind === 'pause')) break
        paused = !paused
        session.flush()
        run.update({ state: paused ? 'paused' : 'running' })
        announce(paused ? 'paused' : 'running')
        if (paused) await session.checkpointNow({ kept: false })
        else session.skipTime()
        break
      case 'checkpoint':
        await session.checkpointNow({ kept: true })
        break
      case 'change':
        session.change(command.settings)
        break
      case 'stop':
        if (!command.keep) return { state: 'stopped', kept: false }
        await session.checkpointNow({ kept: false })
        session.snapshot()
        session.flush()
        return { state: 'stopped', kept: true }
      case 'probe':
        session.pace.probe()
        break
      case 'watch':
        session.pace.watch(command.on)
        break
      case 'frame-taken':
        session.pace.frameTaken()
    }
    return undefined
  }

  announce('running')
  session.skipTime()
  const isNew = session.step === 0
  for (;;) {
    for (const command of paused ? await inbox.next() : await inbox.take()) {
      const ending = await obey(command)
      if (ending) return ending
    }
    if (paused || !first) session.show()
    if (paused) continue
    if (session.step >= until) break
    if (first) begin()
    await session.train()
    if (first) begun()
    if (first && isNew) session.snapshotBeginning()
    first = false
    const every = (interval: number) => session.step % interval === 0 || session.step === until
    const checkpoint = every(settings.checkpointEvery)
    if (checkpoint || every(settings.validateEvery)) await session.validate()
    if (checkpoint) session.checkpoint()
    if (every(session.snapshotEvery)) session.snapshot()
  }
  session.flush()
  return { state: 'finished', kept: true }
}
