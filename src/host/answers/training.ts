import { createRun } from '../../runs/create'
import { openRun, type Run } from '../../runs/run'
import { StudioError, type Answers } from '../../studio/api'
import type { TRAINING_REQUESTS } from '../../studio/requests/training'
import { problemsOf } from '../../studio/settings'
import type { Command } from '../../studio/trainer'
import { run } from '../jobs'
import { openById, type Services } from '../services'
import type { Session } from '../sessions'
import { train } from '../training'

const COMMANDS: Record<string, Command> = {
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  checkpoint: { kind: 'checkpoint' },
  'stop-keep': { kind: 'stop', keep: true },
  'stop-discard': { kind: 'stop', keep: false },
  probe: { kind: 'probe' },
}

/** @param session the window that asks */
export function trainingAnswers(services: Services, session: Session): Answers<typeof TRAINING_REQUESTS> {
  const { home, trainers, estimates, datasets, queue } = services
  const open = (id: string) => openById(services, id)
  const idle = (queued = false) => {
    const busy = trainers.training()
    if (busy !== undefined && !queued)
      throw new StudioError(
        `“${open(busy).manifest().name}” is being trained.`,
        'Stop it first; a stopped run can be resumed at any time.',
      )
  }

  const begin = (queued: boolean | undefined, run: Run) =>
    queued ? queue.add({ run: run.id }) : train(services, run)

  return {
    async estimate({ dataset, settings, engine }) {
      const ref = await datasets.ref(dataset)
      refuse(problemsOf(settings, ref))
      if (trainers.training() !== undefined)
        throw new StudioError(
          'Not measured while a run is being trained.',
          'Pause does not suffice: stop it first.',
        )
      return estimates.of(ref, settings, engine)
    },
    async start({ queue: queued, dataset, name, ...plan }) {
      idle(queued)
      const ref = await datasets.ref(dataset)
      const made = createRun(home.runs, { ...plan, name: name.trim() || ref.title, dataset: ref })
      begin(queued, made)
      return { run: made.id }
    },
    async fork({ run: id, checkpoint, queue: queued, dataset, name, ...plan }) {
      idle(queued)
      const ref = await datasets.ref(dataset)
      const { folder } = await run({
        kind: 'fork',
        runs: home.runs,
        run: open(id).folder,
        checkpoint,
        plan: { ...plan, name: name.trim() || ref.title, dataset: ref },
      }).result
      const forked = openRun(folder)
      begin(queued, forked)
      return { run: forked.id }
    },
    async command({ run, command }) {
      const known = COMMANDS[command]
      if (known) trainers.command(run, known)
      return null
    },
    async change({ run, settings }) {
      trainers.command(run, { kind: 'change', settings })
      return null
    },
    async continue({ run: id, checkpoint, steps, queue: queued }) {
      const busy = trainers.training()
      idle(queued && busy !== id)
      const known = open(id)
      if (busy === undefined) {
        known.extend(checkpoint, steps)
        train(services, known, checkpoint)
      } else {
        // What does not exist is refused now, not when its turn comes.
        known.startingStep(checkpoint)
        queue.add({ run: id, checkpoint, steps })
      }
      return null
    },
    async watch({ run }) {
      session.watch(run)
      return null
    },
    async frameTaken() {
      session.frameTaken()
      return null
    },
  }
}

function refuse(problems: readonly { message: string }[]): void {
  if (problems.length > 0)
    throw new StudioError(problems.map(({ message }) => message).join('; '), 'Change the settings named.')
}
