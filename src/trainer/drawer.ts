import type { OpenDataset, ImageSet } from '../data/dataset'
import { viewOf, type View } from '../data/view'
import type { LearnerState } from '../engine/learner'
import type { LoadableModel } from '../engine/model'
import { finished } from '../pictures/finished'
import { normals } from '../random/generator'
import type { Run } from '../runs/run'
import { StudioError } from '../studio/api'
import type { Drawing } from '../studio/drawing'
import { CHUNK, type End, type Point } from '../studio/plan'
import type { Nearest } from '../studio/trainer'
import { architectureOf, shapesOf } from './architecture'
import { spherical, straight } from './between'
import { bytesOf } from './drawing'
import { firstOf } from '../studio/joined'
import { nearestImages } from './nearest'
import { loadDataset, openCheckpoint } from './opened'

/** Checkpoints kept in memory. */
const KEPT = 8

export interface Drawn {
  readonly drawing: Drawing
  /** What it was drawn from, [count, T, z]; not of reconstructions. */
  readonly z?: Float32Array
}

/** Draws with the checkpoints of one run, which stay open. */
export class Drawer {
  private model: LoadableModel | undefined
  /** The checkpoint whose weights the model has. */
  private loaded = NaN
  private readonly states = new Map<number, LearnerState>()
  /** μ of validation images, by checkpoint and place. */
  private readonly means = new Map<string, Float32Array>()
  private data: OpenDataset | undefined

  /** @throws StudioError for a run that classifies */
  constructor(
    private readonly run: Run,
    private readonly library: string,
  ) {
    if (run.manifest().settings.task !== 'draw')
      throw new StudioError('This run classifies: it draws nothing', 'Choose a run that draws.')
  }

  /**
   * Up to {@link CHUNK} drawings by the checkpoint of step `checkpoint`.
   * @param live quickly: made alone, a drawing may differ by a level of grey from the same among others
   */
  async draw(checkpoint: number, points: readonly Point[], live = false): Promise<Drawn> {
    const model = await this.open(checkpoint)
    if (points[0]?.kind === 'reconstruction') return { drawing: await this.reconstruct(model, points, live) }
    const { glimpses, latent } = model.network
    const each = await Promise.all(points.map((point) => this.latents(checkpoint, point)))
    const count = live ? points.length : CHUNK
    const z = new Float32Array(glimpses * count * latent)
    for (let i = 0; i < count; i++) {
      const own = each[Math.min(i, each.length - 1)] as Float32Array
      for (let t = 0; t < glimpses; t++)
        z.set(own.subarray(t * latent, (t + 1) * latent), (t * count + i) * latent)
    }
    const all = new Float32Array(points.length * glimpses * latent)
    each.forEach((own, i) => all.set(own, i * own.length))
    return { drawing: firstOf(model.generate(z), points.length), z: all }
  }

  /** Images of the validation split as the run sees them, [count, C, H, W], fewer at its end; and how many there are. */
  async images(first: number, count: number): Promise<{ images: Uint8Array; total: number }> {
    const view = await this.validation()
    const places = Array.from({ length: Math.min(count, view.count - first) }, (_, i) => first + i)
    return { images: bytesOf(await view.fixed(places)), total: view.count }
  }

  /** The nearest training image of each of `count` pictures [count, C, H, W]; none of scenes, which are made anew all the time. */
  async nearest(pictures: Uint8Array, count: number): Promise<Nearest | undefined> {
    if (this.run.manifest().settings.scene !== 'single') return undefined
    return nearestImages(pictures, count, await this.training())
  }

  nearestOf(drawing: Drawing): Promise<Nearest | undefined> {
    return this.nearest(finished(drawing), drawing.count)
  }

  async close(): Promise<void> {
    this.model?.dispose()
    await this.data?.close()
  }

  private async open(checkpoint: number): Promise<LoadableModel> {
    if (this.model && this.loaded === checkpoint) return this.model
    if (this.model) this.model.load(this.stateOf(checkpoint))
    else {
      const opened = await openCheckpoint(this.run, checkpoint)
      if (opened.task !== 'draw') throw new TypeError('a run changed its task')
      this.model = opened.model
    }
    this.loaded = checkpoint
    return this.model
  }

  private stateOf(checkpoint: number): LearnerState {
    const known = this.states.get(checkpoint)
    if (known) return known
    const { dataset, settings } = this.run.manifest()
    const { state } = this.run.readCheckpoint(checkpoint, shapesOf(architectureOf(dataset, settings)))
    const [oldest] = this.states.keys()
    if (this.states.size >= KEPT && oldest !== undefined) this.states.delete(oldest)
    this.states.set(checkpoint, state)
    return state
  }

  /** Always as many, as {@link draw} does. */
  private async reconstruct(model: LoadableModel, points: readonly Point[], live: boolean): Promise<Drawing> {
    const { glimpses, latent, channels, height, width } = model.network
    const each = points.map((point) => {
      if (point.kind !== 'reconstruction') throw new TypeError('reconstructions are drawn by themselves')
      return point
    })
    const view = await this.validation()
    const count = live ? each.length : CHUNK
    const x = new Float32Array(count * channels * height * width)
    x.set(await view.fixed(each.map(({ place }) => checked(place, view))))
    const noise = new Float32Array(glimpses * count * latent)
    each.forEach(({ seed, place }, i) => {
      const own = normals(glimpses * latent, seed, 'reconstruction', place)
      for (let t = 0; t < glimpses; t++)
        noise.set(own.subarray(t * latent, (t + 1) * latent), (t * count + i) * latent)
    })
    return firstOf(model.reconstruct(x, noise), each.length)
  }

  /** [T, z] */
  private async latents(checkpoint: number, point: Point): Promise<Float32Array> {
    if (point.kind === 'reconstruction') throw new TypeError('reconstructions are drawn by themselves')
    if (point.kind !== 'between') return this.latentsOf(checkpoint, point)
    const { from, to, at } = point
    const [a, b] = [await this.latentsOf(checkpoint, from), await this.latentsOf(checkpoint, to)]
    return (from.kind === 'sample' && to.kind === 'sample' ? spherical : straight)(a, b, at)
  }

  private async latentsOf(checkpoint: number, end: End): Promise<Float32Array> {
    const model = await this.open(checkpoint)
    const { glimpses, latent } = model.network
    if (end.kind === 'sample') return normals(glimpses * latent, end.seed, 'sample', end.index)
    const key = `${checkpoint} ${end.place}`
    const view = await this.validation()
    const mean = this.means.get(key) ?? model.encode(await view.fixed([checked(end.place, view)]))
    this.means.set(key, mean)
    return mean
  }

  private async dataset(): Promise<OpenDataset> {
    this.data ??= await loadDataset(this.library, this.run.manifest().dataset)
    return this.data
  }

  private async validation(): Promise<View> {
    const dataset = await this.dataset()
    return viewOf(dataset.splits.validation, dataset, this.run.manifest().settings)
  }

  /** The training images, cut in the middle where the run cuts them. */
  private async training(): Promise<ImageSet> {
    const dataset = await this.dataset()
    const { settings } = this.run.manifest()
    const { train } = dataset.splits
    if (settings.crop === 0) return train
    const view = viewOf(train, dataset, { ...settings, pixels: 'grey' })
    return {
      count: view.count,
      size: view.size,
      take: async (places) => bytesOf(await view.fixed(places)),
    }
  }
}

function checked(place: number, { count }: View): number {
  if (place < count) return place
  throw new StudioError(
    `There is no image ${place + 1} among the ${count} of the validation split`,
    'Choose an image that is there.',
  )
}
