import { viewOf } from '../data/view'
import { openRun } from '../runs/run'
import { StudioError } from '../studio/api'
import type { Job, ReadResult } from '../studio/trainer'
import { bytesOf } from './drawing'
import { labelsOf } from './error'
import { loadDataset, openCheckpoint } from './opened'

/** What a classifier makes of `count` images of a split, fewer at its end. @throws StudioError for a run that draws */
export async function read(job: Extract<Job, { kind: 'read' }>): Promise<ReadResult> {
  const run = openRun(job.run)
  const { dataset: ref, settings } = run.manifest()
  const dataset = await loadDataset(job.library, ref)
  try {
    const view = viewOf(dataset.splits[job.split], dataset, settings)
    const { first } = job
    const places = Array.from({ length: Math.min(job.count, view.count - first) }, (_, i) => first + i)
    if (places.length < 1)
      throw new StudioError(
        `There is no image ${first + 1} among ${view.count}`,
        'Go back to the first page.',
      )
    const opened = await openCheckpoint(run, job.checkpoint)
    const { step, model } = opened
    try {
      if (opened.task !== 'classify')
        throw new StudioError('This run draws: it names no classes', 'Choose a run that classifies.')
      // Always as many, so that an engine compiles one size only.
      const x = new Float32Array(job.count * view.size)
      const seen = await view.fixed(places)
      x.set(seen)
      return {
        step,
        first,
        total: view.count,
        reading: firstOf(opened.model.look(x), places.length),
        images: bytesOf(seen),
        labels: Uint8Array.from(places, (place) => labelsOf(view)[place] as number),
      }
    } finally {
      model.dispose()
    }
  } finally {
    await dataset.close()
  }
}

/** The first `count` images of a reading. */
function firstOf(reading: ReadResult['reading'], count: number): ReadResult['reading'] {
  const cut = <A extends Uint8Array | Float32Array>(array: A): A =>
    array.slice(0, (array.length / reading.count) * count) as A
  const { read, readPatches, logProbabilities } = reading
  return {
    ...reading,
    count,
    logProbabilities: cut(logProbabilities),
    ...(read && { read: cut(read) }),
    ...(readPatches && { readPatches: cut(readPatches) }),
  }
}
