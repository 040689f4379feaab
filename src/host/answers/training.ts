import { createRun } from '../../runs/create'
import type { Run } from '../../runs/run'
import { StudioError, type Answers } from '../../studio/api'
import type { TRAINING_REQUESTS } from '../../studio/requests/training'
import { problemsOf } from '../../studio/settings'
import type { CheckpointChoice, Command } from '../../studio/trainer'
import { openById, type Services } from '../services'
import type { Session } from '../sessions'

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
  const { home, trainers, estimates, datasets } = services
  const open = (id: string) => openById(services, id)
  const train = (run: Run, checkpoint?: CheckpointChoice) => {
    const { name, until, engine, dataset, settings } = run.manifest()
    trainers.start(
      { id: run.id, name, folder: run.folder, until },
      { ...(checkpoint !== undefined && { checkpoint }), worker: estimates.take(dataset, settings, engine) },
    )
  }
  const idle = () => {
    const busy = trainers.training()
    if (busy !== undefined)
      throw new StudioError(
        `“${open(busy).manifest().name}” is being trained.`,
        'Stop it first; a stopped run can be resumed at any time.',
      )
  }

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
    async start({ name, dataset, preset, settings, engine }) {
      idle()
      const ref = await datasets.ref(dataset)
      const run = createRun(home.runs, {
        name: name.trim() || ref.title,
        preset,
        engine,
        dataset: ref,
        settings,
      })
      train(run)
      return { run: run.id }
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
    async continue({ run: id, checkpoint, steps }) {
      idle()
      const run = open(id)
      run.extend(checkpoint, steps)
      train(run, checkpoint)
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
