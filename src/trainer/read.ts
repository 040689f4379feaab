import { viewOf } from '../data/view'
import { openRun } from '../runs/run'
import { StudioError } from '../studio/api'
import { firstOf, joined } from '../studio/joined'
import type { Reading } from '../studio/drawing'
import type { Job, ReadResult } from '../studio/trainer'
import { bytesOf } from './drawing'
import { labelsOf } from './error'
import { loadDataset, openCheckpoint } from './opened'

/** Images read at once; always so many, so that an engine compiles one size only and equal images read equally. */
const CHUNK = 48

/**
 * What a classifier makes of `count` images of a split, fewer at its end.
 * @param onProgress called before each piece; what it throws ends the reading
 * @throws StudioError for a run that draws
 */
export async function read(
  job: Extract<Job, { kind: 'read' }>,
  onProgress: (done: number, total: number) => Promise<void> = async () => undefined,
): Promise<ReadResult> {
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
      const readings: Reading[] = []
      const images = new Uint8Array(places.length * view.size)
      for (let begin = 0; begin < places.length; begin += CHUNK) {
        await onProgress(begin, places.length)
        const some = places.slice(begin, begin + CHUNK)
        const seen = await view.fixed(some)
        const x = new Float32Array(CHUNK * view.size)
        x.set(seen)
        images.set(bytesOf(seen), begin * view.size)
        readings.push(firstOf(opened.model.look(x), some.length))
      }
      return {
        step,
        first,
        total: view.count,
        reading: joined(readings),
        images,
        labels: Uint8Array.from(places, (place) => labelsOf(view)[place] as number),
      }
    } finally {
      model.dispose()
    }
  } finally {
    await dataset.close()
  }
}
