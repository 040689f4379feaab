import type { RunDetail } from '../../../studio/requests/runs'
import type { Images } from '../../components/pixels'
import { Player } from '../../drawing/player.svelte'
import { patchesOf, windowAt, type Side } from '../../drawing/window'
import type { App } from '../../state/app.svelte'
import type { Picture } from './attention'
import type { LabQuery } from '../../links/lab'
import { imageOfFile } from './fileImage'
import { canvasBefore, errorOf, pictureOf, writtenAt } from './pictures'
import type { Look } from './presets'
import { loadScene, type Scene } from './scene'

/** Which picture of a glimpse lies under the grid. */
export type Shown = 'picture' | 'error' | 'canvas'

/** Where pictures come from: a data set, a file, or the glimpses of a run. */
export class Source {
  readonly #app: App
  readonly player = new Player()
  /** A data set's id, a file's name, or a run's id. */
  kind = $state<'data' | 'file' | 'run'>('data')
  name = $state('')
  images = $state.raw<Images>()
  scene = $state.raw<Scene>()
  detail = $state.raw<RunDetail>()
  query = $state.raw<LabQuery>({})
  /** From 0. */
  image = $state(0)
  shown = $state<Shown>('picture')
  busy = $state(false)
  problem = $state.raw<unknown>()
  #turn = 0

  constructor(app: App) {
    this.#app = app
  }

  readonly count = $derived(this.images ? this.images.images.length / sizeOf(this.images) : 0)
  readonly step = $derived(this.scene?.step)
  /** The pictures that can be had of this glimpse. */
  readonly choices = $derived.by((): Shown[] => {
    const { scene } = this
    if (!scene || 'stills' in scene.film) return ['picture']
    return scene.given ? ['picture', 'error', 'canvas'] : ['picture', 'canvas']
  })
  readonly picture = $derived.by((): Picture | undefined => {
    const { images, scene, image } = this
    if (!images || image >= this.count) return undefined
    const x = pictureOf(images, image)
    if (!scene || this.shown === 'picture' || !this.choices.includes(this.shown)) return x
    const canvas = canvasBefore(scene.film, image, this.player.t)
    if (!canvas) return x
    return this.shown === 'canvas' ? canvas : errorOf(x, canvas)
  })

  /** Where this picture is, for an address. */
  readonly place = $derived.by((): LabQuery => {
    const image = this.image + 1
    if (this.kind !== 'run') return { data: this.name, image }
    const kept = this.query.seed === undefined && this.query.split === undefined
    return {
      ...this.query,
      ...(kept && this.step !== undefined && { step: this.step }),
      image,
      t: this.player.t,
    }
  })

  /** What the network did at this glimpse. */
  learned(side: Side): Look | undefined {
    if (!this.scene) return undefined
    const { film } = this.scene
    const window = windowAt(film, side, this.image, this.player.t)
    const found = patchesOf(film, side)
    return window && found && { window, n: found.n }
  }

  /** w, the patch it wrote, before it is divided by γ̂. */
  written(): Picture | undefined {
    const patch = this.scene && writtenAt(this.scene.film, this.image, this.player.t)
    const gamma = this.learned('write')?.window.gamma
    return patch && gamma !== undefined
      ? { ...patch, values: patch.values.map((value) => value * gamma) }
      : undefined
  }

  /** A data set's first images. */
  openData(id: string, image = 0): void {
    this.#turn++
    const card = this.#app.datasets.find((known) => known.id === id)
    if (!card?.thumbnails?.length) return
    this.#take('data', id, { ...card, images: card.thumbnails })
    this.image = Math.min(image, this.count - 1)
  }

  async openFile(file: File): Promise<void> {
    const turn = ++this.#turn
    try {
      const images = await imageOfFile(file)
      if (turn === this.#turn) this.#take('file', file.name, images)
    } catch (error) {
      this.#app.fail(error)
    }
  }

  /** The glimpses of a run that `query` names. */
  async openRun(run: string, query: LabQuery): Promise<void> {
    const turn = ++this.#turn
    const { studio } = this.#app
    this.busy = true
    this.problem = undefined
    try {
      const detail =
        this.kind === 'run' && this.name === run && this.detail ? this.detail : await studio.run({ run })
      const scene = await loadScene(studio, detail, query)
      if (turn !== this.#turn) return
      this.#take('run', run, scene?.images)
      Object.assign(this, { detail, scene, query })
      if (scene) this.player.load(scene.film.glimpses)
      if (query.t !== undefined) this.player.seek(query.t)
      this.image = Math.max(0, Math.min((query.image ?? 1) - 1, this.count - 1))
    } catch (error) {
      if (turn === this.#turn) this.problem = error
    } finally {
      if (turn === this.#turn) this.busy = false
    }
  }

  /** The run keeps another snapshot, in place of those `removed`; the first there is to look at is opened. */
  async learn(step: number, removed: readonly number[]): Promise<void> {
    if (!this.detail) return
    const snapshots = [
      ...this.detail.snapshots.filter((kept) => kept < step && !removed.includes(kept)),
      step,
    ]
    this.detail = { ...this.detail, snapshots }
    if (!this.scene) await this.openRun(this.name, this.query)
  }

  #take(kind: Source['kind'], name: string, images: Images | undefined): void {
    this.kind = kind
    this.name = name
    this.images = images
    this.image = 0
    this.problem = undefined
    this.busy = false
    if (kind === 'run') return
    this.scene = undefined
    this.detail = undefined
    this.query = {}
    this.player.pause()
  }
}

const sizeOf = ({ channels, height, width }: Images) => channels * height * width
