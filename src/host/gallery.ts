import { finished } from '../pictures/finished'
import { addFavourite, readFavourites, removeFavourite } from '../runs/favourites'
import type { Run } from '../runs/run'
import type { RequestOf } from '../studio/api'
import type { Drawing } from '../studio/drawing'
import { CHUNK, type Pick, type Point } from '../studio/plan'
import type { DrawResult } from '../studio/requests/gallery'
import type { GalleryAnswers, Nearest, ReadResult, SampleResult } from '../studio/trainer'
import { joined } from '../studio/joined'
import { createAsking } from './asking'
import { run as runJob } from './jobs'

type Of<N extends 'sample' | 'draw' | 'nearest' | 'images' | 'read'> = Omit<RequestOf<N>, 'run'>

/** What checkpoints make. Those of one run stay open, so that the next drawing takes no longer than drawing it. */
export interface Gallery {
  sample(run: Run, wanted: Of<'sample'>): Promise<SampleResult>
  draw(run: Run, wanted: Of<'draw'>): Promise<DrawResult>
  nearest(run: Run, wanted: Of<'nearest'>): Promise<Nearest | null>
  images(run: Run, wanted: Of<'images'>): Promise<GalleryAnswers['images']>
  /** What a classifying run makes of images. */
  read(run: Run, wanted: Of<'read'>): Promise<ReadResult>
  favourites(run: Run): Pick[]
  favour(run: Run, pick: Pick, on: boolean): Pick[]
  close(): Promise<void>
}

/** Drawings remembered, of {@link CHUNK} each: whose neighbours are asked for was drawn a moment ago. */
const REMEMBERED = 32

export function createGallery(library: string, onProgress: (done: number, total: number) => void): Gallery {
  const drawers = createAsking(library)
  // Looking through a training set takes long: drawings do not wait for it.
  const neighbours = createAsking(library)
  const made = new Map<string, Promise<Drawing>>()

  const draw = async (run: Run, step: number, points: readonly Point[], live = false): Promise<Drawing> => {
    const key = JSON.stringify([run.folder, step, points])
    const known = made.get(key)
    if (known) return known
    const drawing = drawers.ask(run.folder, { kind: 'draw', checkpoint: step, points, live })
    if (live) return drawing
    made.set(key, drawing)
    drawing.catch(() => made.delete(key))
    for (const old of [...made.keys()].slice(0, -REMEMBERED)) made.delete(old)
    return drawing
  }
  const nearest = (run: Run, drawing: Drawing): Promise<Nearest | null> =>
    neighbours.ask(run.folder, { kind: 'nearest', pictures: finished(drawing), count: drawing.count })

  return {
    async sample(run, { checkpoint, count, seed }) {
      const step = run.choose(checkpoint)
      const drawings: Drawing[] = []
      for (let first = 0; first < count; first += CHUNK) {
        const points = Array.from({ length: Math.min(CHUNK, count - first) }, (_, i): Point => ({
          kind: 'sample',
          seed,
          index: first + i,
        }))
        onProgress(first, count)
        drawings.push(await draw(run, step, points))
      }
      onProgress(count, count)
      const drawing = joined(drawings)
      const close = await nearest(run, drawing)
      return { step, drawing, ...(close && { nearest: close }) }
    },
    async draw(run, { checkpoint, points, live }) {
      const step = run.choose(checkpoint)
      return { step, drawing: await draw(run, step, points, live) }
    },
    nearest: async (run, { checkpoint, points }) =>
      nearest(run, await draw(run, run.choose(checkpoint), points)),
    images: (run, { first, count }) => neighbours.ask(run.folder, { kind: 'images', first, count }),
    read: (run, wanted) => runJob({ kind: 'read', run: run.folder, library, ...wanted }).result,
    favourites: ({ folder }) => readFavourites(folder),
    favour: ({ folder }, pick, on) => (on ? addFavourite : removeFavourite)(folder, pick),
    async close() {
      await Promise.all([drawers.close(), neighbours.close()])
    },
  }
}
