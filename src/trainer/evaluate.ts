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
  const set = dataset.splits[job.split]
  try {
    const { manifest, step, model } = await openCheckpoint(run, job.checkpoint)
    const total = Math.min(job.limit ?? set.count, set.count)
    const noise = { stream: 'evaluate', seed: job.seed }
    const result = await measureBound(model, set, total, manifest.settings, noise, (done) =>
      tell({ kind: 'progress', done, total }),
    )
    model.dispose()
    return { step, ...result }
  } finally {
    await dataset.close()
  }
}
