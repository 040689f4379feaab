import { folderOf } from '../../runs/layout'
import type { Answers } from '../../studio/api'
import type { RUN_REQUESTS } from '../../studio/requests/runs'
import type { RunSummary } from '../../studio/run'
import { desktopOnly, openById, runsChanged, type Services } from '../services'

export function runAnswers(services: Services): Answers<typeof RUN_REQUESTS> {
  const { home, trainers, evaluations, curves, listing, queue, removals, transfers } = services
  const open = (id: string) => openById(services, id)
  /** On disk a run stays as it was until its worker has opened it. */
  const asItIs = (run: RunSummary): RunSummary => {
    const queued = queue.placeOf(run.id)
    const queuedSteps = queue.stepsOf(run.id)
    return {
      ...run,
      ...(trainers.starting() === run.id && { state: 'running' as const }),
      ...(queued !== undefined && { queued }),
      ...(queuedSteps !== undefined && { queuedSteps }),
    }
  }
  return {
    runs: async () => (await listing.list()).map(asItIs),
    async run({ run }) {
      const detail = open(run).detail()
      const summary = asItIs({ ...detail.summary, bytes: listing.bytesOf(run) })
      const preparing = trainers.preparing(run)
      return { ...detail, summary, ...(preparing && { preparing }) }
    },
    curves: ({ run }) => curves.of(open(run)),
    snapshot: async ({ run, step }) => open(run).packedSnapshot(step),
    async rename({ run, name }) {
      open(run).annotate({ name })
      runsChanged(services)
      return null
    },
    async annotate({ run, tags, note }) {
      open(run).annotate({ ...(tags && { tags: [...new Set(tags)] }), ...(note !== undefined && { note }) })
      runsChanged(services)
      return null
    },
    async labelCheckpoint({ run, step, label }) {
      open(run).label(step, label)
      runsChanged(services)
      return null
    },
    async deleteCheckpoint({ run, step }) {
      open(run).deleteCheckpoint(step)
      runsChanged(services)
      return null
    },
    async deleteRun({ run }) {
      await removals.remove(folderOf(home.runs, run))
      queue.remove(run)
      runsChanged(services)
      return null
    },
    async restoreRun({ run }) {
      await removals.restore(folderOf(home.runs, run))
      runsChanged(services)
      return null
    },
    exportRun: ({ run }) => transfers.pack(open(run)),
    async importRun({ path }) {
      desktopOnly(services)
      return transfers.unpack(path)
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
