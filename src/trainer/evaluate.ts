import { viewOf } from '../data/view'
import { openRun } from '../runs/run'
import { StudioError } from '../studio/api'
import type { EvaluateResult, Job } from '../studio/trainer'
import { measureBound } from './bound'
import { measureError } from './error'
import type { Inbox } from './inbox'
import { loadDataset, openCheckpoint } from './opened'
import type { Tell } from './tell'

/**
 * How well a checkpoint does on a split, or its first `limit` images: the bound, or a classifier's error.
 *
 * Told to stop, it does so between two batches: a thread that is terminated inside TensorFlow can end the process with
 * it.
 * @throws StudioError when told to stop
 */
export async function evaluate(
  job: Extract<Job, { kind: 'evaluate' }>,
  tell: Tell,
  inbox: Inbox,
): Promise<EvaluateResult> {
  const run = openRun(job.run)
  // Before the engine: a thread that ends by an error with tensors in TensorFlow can end the process with it.
  const dataset = await loadDataset(job.library, run.manifest().dataset)
  try {
    const opened = await openCheckpoint(run, job.checkpoint)
    const { step, model } = opened
    const settings = { ...opened.manifest.settings, seed: job.seed }
    const view = viewOf(dataset.splits[job.split], dataset, settings)
    const total = Math.min(job.limit ?? view.count, view.count)
    const onProgress = async (done: number) => {
      tell({ kind: 'progress', done, total })
      if (await inbox.find('stop')) throw new StudioError('Cancelled.')
    }
    const noise = { stream: 'evaluate', seed: job.seed }
    try {
      const { images, ...result } =
        opened.task === 'draw'
          ? {
              task: opened.task,
              ...(await measureBound(opened.model, view, total, settings, noise, onProgress)),
            }
          : {
              task: opened.task,
              ...(await measureError(opened.model, view, total, settings.batch, onProgress)),
            }
      return { step, images, result }
    } finally {
      model.dispose()
    }
  } finally {
    await dataset.close()
  }
}
