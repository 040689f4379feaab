import type { Dataset, ImageSet } from '../data/dataset'
import { viewOf } from '../data/view'
import type { Model } from '../engine/learner'
import { finished } from '../pictures/finished'
import { normals } from '../random/generator'
import { openRun } from '../runs/run'
import { StudioError } from '../studio/api'
import type { Drawing } from '../studio/drawing'
import type { Settings } from '../studio/settings'
import type { Job, SampleResult } from '../studio/trainer'
import { bytesOf } from './drawing'
import { nearestImages } from './nearest'
import { loadDataset, openCheckpoint, type Opened } from './opened'
import type { Tell } from './tell'

/** Drawings made at once. Always so many: sizes of products may change last digits, and with them a pixel. */
const CHUNK = 16

/** Drawings of seeded z from a checkpoint. Drawing i depends on the seed and i alone. */
export async function sample(job: Extract<Job, { kind: 'sample' }>, tell: Tell): Promise<SampleResult> {
  const run = openRun(job.run)
  if (run.manifest().settings.task !== 'draw')
    throw new StudioError('This run classifies: it draws nothing', 'Choose a run that draws.')
  const { manifest, step, model } = (await openCheckpoint(run, job.checkpoint)) as Opened & { task: 'draw' }
  const drawing = draw(model, job.count, job.seed, (done) =>
    tell({ kind: 'progress', done, total: job.count }),
  )
  model.dispose()
  // Scenes are made anew all the time: there is no nearest one.
  if (!job.nearest || manifest.settings.scene !== 'single') return { step, drawing }
  const dataset = await loadDataset(job.library, manifest.dataset)
  try {
    const train = cropped(dataset, manifest.settings)
    return { step, drawing, nearest: await nearestImages(finished(drawing), job.count, train) }
  } finally {
    await dataset.close()
  }
}

/** The training images, cut in the middle where the run cuts them. */
function cropped(dataset: Dataset, settings: Settings): ImageSet {
  const { train } = dataset.splits
  if (settings.crop === 0) return train
  const view = viewOf(train, dataset, { ...settings, pixels: 'grey' })
  return { count: view.count, size: view.size, take: async (places) => bytesOf(await view.fixed(places)) }
}

export function draw(
  model: Model,
  count: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): Drawing {
  const { glimpses, latent } = model.network
  const parts: Drawing[] = []
  for (let first = 0; first < count; first += CHUNK) {
    const z = new Float32Array(glimpses * CHUNK * latent)
    for (let i = 0; i < CHUNK; i++) {
      const own = normals(glimpses * latent, seed, 'sample', first + i)
      for (let t = 0; t < glimpses; t++)
        z.set(own.subarray(t * latent, (t + 1) * latent), (t * CHUNK + i) * latent)
    }
    parts.push(model.generate(z))
    onProgress(Math.min(first + CHUNK, count))
  }
  return join(parts, count)
}

/** The first `count` of several drawings, as one. */
function join(parts: readonly Drawing[], count: number): Drawing {
  const [first] = parts
  if (!first) throw new RangeError('there is nothing to join')
  const { glimpses, channels, height, width } = first
  const all = <A extends Uint8Array | Float32Array>(pick: (drawing: Drawing) => A | undefined) => {
    const arrays = parts.map(pick).filter((array) => array !== undefined)
    const [one] = arrays
    if (!one) return undefined
    const each = one.length / first.count
    const out = new (one.constructor as new (length: number) => A)(each * first.count * arrays.length)
    arrays.forEach((array, i) => out.set(array, i * one.length))
    return out.slice(0, each * count) as A
  }
  const write = all((drawing) => drawing.write)
  const writePatches = all((drawing) => drawing.writePatches)
  return {
    count,
    glimpses,
    channels,
    height,
    width,
    canvases: all((drawing) => drawing.canvases) ?? new Uint8Array(),
    ...(write && { write }),
    ...(writePatches && { writePatches }),
  }
}
