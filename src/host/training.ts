import type { Run } from '../runs/run'
import type { CheckpointChoice } from '../studio/trainer'
import type { Waiting } from './queueFile'
import { openById, type Services } from './services'

type Trains = Pick<Services, 'trainers' | 'estimates' | 'queue'>

/** Trains `run` from a checkpoint, the newest by default, to its end. @throws StudioError while another one trains */
export function train({ trainers, estimates, queue }: Trains, run: Run, checkpoint?: CheckpointChoice): void {
  const { name, until, engine, dataset, settings } = run.manifest()
  trainers.start(
    { id: run.id, name, folder: run.folder, until },
    { ...(checkpoint !== undefined && { checkpoint }), worker: estimates.take(dataset, settings, engine) },
  )
  queue.began(run.id)
}

/** Trains what waited. */
export function trainWaiting(services: Services, { run: id, checkpoint, steps }: Waiting): void {
  const run = openById(services, id)
  if (steps !== undefined) run.extend(checkpoint ?? 'latest', steps)
  train(services, run, checkpoint)
}
