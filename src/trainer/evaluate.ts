import { viewOf } from '../data/view'
import { openRun } from '../runs/run'
import type { EvaluateResult, Job } from '../studio/trainer'
import { measureBound } from './bound'
import { measureError } from './error'
import { loadDataset, openCheckpoint } from './opened'
import type { Tell } from './tell'

/** How well a checkpoint does on a split, or its first `limit` images: the bound, or a classifier's error. */
export async function evaluate(job: Extract<Job, { kind: 'evaluate' }>, tell: Tell): Promise<EvaluateResult> {
  const run = openRun(job.run)
  // Before the engine: a thread that ends by an error with tensors in TensorFlow can end the process with it.
  const dataset = await loadDataset(job.library, run.manifest().dataset)
  try {
    const opened = await openCheckpoint(run, job.checkpoint)
    const { step, model } = opened
    const settings = { ...opened.manifest.settings, seed: job.seed }
    const view = viewOf(dataset.splits[job.split], dataset, settings)
    const total = Math.min(job.limit ?? view.count, view.count)
    const onProgress = (done: number) => tell({ kind: 'progress', done, total })
    const noise = { stream: 'evaluate', seed: job.seed }
    try {
      return opened.task === 'draw'
        ? {
            task: 'draw',
            step,
            ...(await measureBound(opened.model, view, total, settings, noise, onProgress)),
          }
        : {
            task: 'classify',
            step,
            ...(await measureError(opened.model, view, total, settings.batch, onProgress)),
          }
    } finally {
      model.dispose()
    }
  } finally {
    await dataset.close()
  }
}
