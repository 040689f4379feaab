import type { Studio } from '../../../studio/api'
import { isDrawn, type Frame, type Reading } from '../../../studio/drawing'
import type { RunDetail } from '../../../studio/requests/runs'
import type { Images } from '../../components/pixels'
import { filmOf, frameAt, stackOf, type Film } from '../../drawing/film'
import type { LabQuery } from '../../links/lab'
import { handedFrame } from '../../links/handed'
import { keptNear } from '../../state/ascending'
import { unpack } from '../../state/unpack'

/** Glimpses of several images, from a run. */
export interface Scene {
  readonly film: Film
  /** The pictures: what is read, or where nothing is, what came of it. */
  readonly images: Images
  /** Whether `images` are what was given, so that there is an error image. */
  readonly given: boolean
  /** Nats each glimpse adds, [count, T], of reconstructions. */
  readonly nats?: Float32Array | undefined
  /** What a classifier thinks, of one. */
  readonly reading?: Reading
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
  const { checkpoint = 'latest', count = 16, seed, split } = query
  if (seed !== undefined) {
    const { drawing, step } = await studio.sample({ run, checkpoint, count, seed })
    return drawn(drawing, step, `samples of step ${step}, seed ${seed}`)
  }
  if (split !== undefined) {
    const wanted = { run, checkpoint, count, split, first: query.first ?? 0 }
    const { reading, images, step, first } = await studio.read(wanted)
    return read(reading, images, step, `${split} images from ${first + 1}, step ${step}`)
  }
  const handed = handedFrame(run, query.step)
  if (handed) return ofFrame(handed, query.drawing)
  const step = nearest(detail.snapshots, query.step)
  return step === undefined
    ? undefined
    : ofFrame(await unpack(await studio.snapshot({ run, step })), query.drawing)
}

function ofFrame(frame: Frame, drawing: LabQuery['drawing'] = 'reconstructions'): Scene {
  const { step, targets } = frame
  if (!isDrawn(frame)) return read(frame.reading, targets, step, `readings at step ${step}`)
  if (drawing === 'samples') return drawn(filmOf(frame, 'samples'), step, `samples at step ${step}`)
  const film = filmOf(frame, 'reconstructions')
  const images = { ...stackOf(film), images: targets }
  return {
    film,
    images,
    given: true,
    nats: frame.reconstructions.nats,
    step,
    title: `reconstructions at step ${step}`,
  }
}

function read(reading: Reading, stills: Uint8Array, step: number, title: string): Scene {
  const film = { ...reading, stills }
  return { film, images: stackOf(film), given: true, reading, step, title }
}

/** Of samples, the finished drawings are the pictures. */
function drawn(film: Film, step: number, title: string): Scene {
  const all = stackOf(film)
  const size = film.channels * film.height * film.width
  const images = new Uint8Array(film.count * size)
  for (let image = 0; image < film.count; image++) {
    const last = frameAt(film, image, film.glimpses)
    images.set(all.images.subarray(last * size, (last + 1) * size), image * size)
  }
  return { film, images: { ...all, images }, given: false, step, title }
}

/** The kept step nearest to `wanted`; the newest where none is wanted. */
export const nearest = (kept: readonly number[], wanted: number | undefined): number | undefined =>
  wanted === undefined ? kept.at(-1) : keptNear(kept, wanted)
