import { viewOf } from '../data/view'
import { openRun } from '../runs/run'
import type { EvaluateResult, Job } from '../studio/trainer'
import { measureBound } from './bound'
import { loadDataset, openCheckpoint } from './opened'
import type { Tell } from './tell'

/** The bound of a checkpoint on a split, or its first `limit` images. */
export async function evaluate(job: Extract<Job, { kind: 'evaluate' }>, tell: Tell): Promise<EvaluateResult> {
  const run = openRun(job.run)
  // Before the engine: a thread that ends by an error with tensors in TensorFlow can end the process with it.
  const dataset = await loadDataset(job.library, run.manifest().dataset)
  try {
    const { manifest, step, model } = await openCheckpoint(run, job.checkpoint)
    const settings = { ...manifest.settings, seed: job.seed }
    const view = viewOf(dataset.splits[job.split], dataset, settings)
    const total = Math.min(job.limit ?? view.count, view.count)
    const noise = { stream: 'evaluate', seed: job.seed }
    const result = await measureBound(model, view, total, manifest.settings, noise, (done) =>
      tell({ kind: 'progress', done, total }),
    )
    model.dispose()
    return { step, ...result }
  } finally {
    await dataset.close()
  }
}
