import type { Studio } from '../../../studio/api'
import { isDrawn, type Frame } from '../../../studio/drawing'
import type { RunDetail } from '../../../studio/requests/runs'
import type { Images } from '../../components/pixels'
import { frameAt, stackOf, type Film } from '../../drawing/film'
import type { LabQuery } from './address'
import { handedFrame } from './handed'

/** Glimpses of several images, from a run. */
export interface Scene {
  readonly film: Film
  /** The pictures: what is read, or where nothing is, what came of it. */
  readonly images: Images
  readonly count: number
  /** Whether `images` are what was given, so that there is an error image. */
  readonly given: boolean
  /** The training step it was made after. */
  readonly step: number
  readonly title: string
}

/** What a run's glimpses that `query` names were: of a snapshot, of samples, or of images of a split. */
export async function loadScene(
  studio: Studio,
  detail: RunDetail,
  query: LabQuery,
): Promise<Scene | undefined> {
  const run = detail.summary.id
  const { checkpoint = 'latest', count = 16 } = query
  if (query.seed !== undefined) {
    const { drawing, step } = await studio.sample({ run, checkpoint, count, seed: query.seed })
    return drawn(drawing, step, `samples of step ${step}, seed ${query.seed}`)
  }
  if (query.split !== undefined) {
    const { reading, images, step, first } = await studio.read({
      run,
      checkpoint,
      count,
      split: query.split,
      first: query.first ?? 0,
    })
    return given(
      { ...reading, stills: images },
      images,
      step,
      `${query.split} images from ${first + 1}, step ${step}`,
    )
  }
  const handed = handedFrame(run, query.step)
  if (handed) return ofFrame(handed, query.drawing)
  const step = nearest(detail.snapshots, query.step)
  return step === undefined ? undefined : ofFrame(await studio.snapshot({ run, step }), query.drawing)
}

function ofFrame(frame: Frame, drawing: LabQuery['drawing'] = 'reconstructions'): Scene {
  const { step, targets } = frame
  if (!isDrawn(frame))
    return given({ ...frame.reading, stills: targets }, targets, step, `readings at step ${step}`)
  return drawing === 'samples'
    ? drawn(frame.samples, step, `samples at step ${step}`)
    : given(frame.reconstructions, targets, step, `reconstructions at step ${step}`)
}

const given = (film: Film, images: Uint8Array, step: number, title: string): Scene => ({
  film,
  images: { ...stackOf(film), images },
  count: film.count,
  given: true,
  step,
  title,
})

/** Of samples, the finished drawings. */
function drawn(film: Film, step: number, title: string): Scene {
  const all = stackOf(film)
  const size = film.channels * film.height * film.width
  const images = new Uint8Array(film.count * size)
  for (let image = 0; image < film.count; image++) {
    const last = frameAt(film, image, film.glimpses)
    images.set(all.images.subarray(last * size, (last + 1) * size), image * size)
  }
  return { film, images: { ...all, images }, count: film.count, given: false, step, title }
}

/** The kept step nearest to `wanted`; the newest where none is wanted. */
export const nearest = (kept: readonly number[], wanted: number | undefined): number | undefined =>
  wanted === undefined
    ? kept.at(-1)
    : kept.reduce<number | undefined>(
        (best, step) =>
          best === undefined || Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best,
        undefined,
      )
