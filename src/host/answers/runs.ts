import { folderOf } from '../../runs/layout'
import { deleteRun } from '../../runs/remove'
import { listRuns } from '../../runs/summary'
import type { Answers } from '../../studio/api'
import type { RUN_REQUESTS } from '../../studio/requests/runs'
import type { RunSummary } from '../../studio/run'
import { openById, runsChanged, type Services } from '../services'

export function runAnswers(services: Services): Answers<typeof RUN_REQUESTS> {
  const { home, trainers, evaluations, curves } = services
  const open = (id: string) => openById(services, id)
  /** On disk a run stays as it was until its worker has opened it. */
  const starting = (run: RunSummary): RunSummary =>
    trainers.starting() === run.id ? { ...run, state: 'running' } : run
  return {
    runs: async () => listRuns(home.runs).map(starting),
    async run({ run }) {
      const detail = open(run).detail()
      const preparing = trainers.preparing(run)
      return { ...detail, summary: starting(detail.summary), ...(preparing && { preparing }) }
    },
    curves: ({ run }) => curves.of(open(run)),
    snapshot: async ({ run, step }) => open(run).readSnapshot(step),
    async rename({ run, name }) {
      open(run).rename(name)
      runsChanged(services)
      return null
    },
    async deleteRun({ run }) {
      await deleteRun(folderOf(home.runs, run))
      runsChanged(services)
      return null
    },
    async evaluate({ run, checkpoint, split, limit }) {
      const evaluation = await evaluations.of(open(run), checkpoint, split, limit)
      runsChanged(services)
      return evaluation
    },
    evaluations: async ({ run }) => open(run).evaluations(),
    async cancelEvaluate() {
      evaluations.cancel()
      return null
    },
  }
}
