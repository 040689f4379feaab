import { createRun } from '../runs/create'
import { folderOf } from '../runs/layout'
import { deleteRun } from '../runs/remove'
import { openRun, type Run } from '../runs/run'
import { listRuns } from '../runs/summary'
import { StudioError, type Hello, type Studio } from '../studio/api'
import type { RunSummary } from '../studio/run'
import type { CheckpointChoice, Command } from '../studio/trainer'
import { problemsOf } from '../studio/settings'
import type { Datasets } from './datasets'
import type { Estimates } from './estimates'
import type { Evaluations } from './evaluations'
import type { Gallery } from './gallery'
import type { Home } from './home'
import type { Session, Sessions } from './sessions'
import type { Trainers } from './trainers'

/** What every window shares. */
export interface Services {
  readonly home: Home
  readonly trainers: Trainers
  readonly sessions: Sessions
  readonly estimates: Estimates
  readonly datasets: Datasets
  readonly gallery: Gallery
  readonly evaluations: Evaluations
  hello(): Hello
}

const COMMANDS: Record<string, Command> = {
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  checkpoint: { kind: 'checkpoint' },
  'stop-keep': { kind: 'stop', keep: true },
  'stop-discard': { kind: 'stop', keep: false },
  probe: { kind: 'probe' },
}

/** Answers one window's requests. */
export function createStudio(services: Services, session: Session): Studio {
  const { home, trainers, sessions, estimates, datasets, gallery, evaluations } = services
  const open = (id: string): Run => openRun(folderOf(home.runs, id))
  const changed = () => sessions.tell({ kind: 'runs' })
  const train = (run: Run, checkpoint?: CheckpointChoice) => {
    const { name, until, engine, dataset, settings } = run.manifest()
    trainers.start(
      { id: run.id, name, folder: run.folder, until },
      { ...(checkpoint !== undefined && { checkpoint }), worker: estimates.take(dataset, settings, engine) },
    )
  }
  /** On disk a run stays as it was until its worker has opened it. */
  const starting = (run: RunSummary): RunSummary =>
    trainers.starting() === run.id ? { ...run, state: 'running' } : run
  const idle = () => {
    const busy = trainers.training()
    if (busy !== undefined)
      throw new StudioError(
        `“${open(busy).manifest().name}” is being trained.`,
        'Stop it first; a stopped run can be resumed at any time.',
      )
  }

  return {
    hello: async () => services.hello(),
    datasets: () => datasets.cards(),
    importPaths: ({ paths }) => datasets.ask(paths),
    importFiles: ({ files }) => datasets.ask(files),
    previewImport: ({ token, choices }) => datasets.preview(token, choices),
    importChosen: ({ token, choices }) => datasets.importAsked(token, choices),
    async cancelImport() {
      datasets.cancelImport()
      return null
    },
    download: ({ id }) => datasets.download(id),
    async cancelDownload({ id }) {
      datasets.cancel(id)
      return null
    },
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
    async continue({ run: id, checkpoint, steps }) {
      idle()
      const run = open(id)
      run.extend(checkpoint, steps)
      train(run, checkpoint)
      return null
    },
    runs: async () => listRuns(home.runs).map(starting),
    async run({ run }) {
      const detail = open(run).detail()
      const preparing = trainers.preparing(run)
      return { ...detail, summary: starting(detail.summary), ...(preparing && { preparing }) }
    },
    curves: async ({ run }) => open(run).curves(),
    snapshot: async ({ run, step }) => open(run).readSnapshot(step),
    async rename({ run, name }) {
      open(run).rename(name)
      changed()
      return null
    },
    async deleteRun({ run }) {
      await deleteRun(folderOf(home.runs, run))
      changed()
      return null
    },
    sample: (wanted) => gallery.sample(open(wanted.run), wanted),
    read: ({ run, ...wanted }) => gallery.read(open(run), wanted),
    async evaluate({ run, checkpoint, split, limit }) {
      const evaluation = await evaluations.of(open(run), checkpoint, split, limit)
      changed()
      return evaluation
    },
    evaluations: async ({ run }) => open(run).evaluations(),
    async cancelEvaluate() {
      evaluations.cancel()
      return null
    },
    export: (wanted) => gallery.export(open(wanted.run), wanted),
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
