import { SvelteMap } from 'svelte/reactivity'
import type { Drawing } from '../../../studio/drawing'
import { chunksOf, type Item } from '../../../studio/plan'
import type { Nearest } from '../../../studio/trainer'
import type { App } from '../../state/app.svelte'

/** Drawings that are kept when they are not seen any more, bytes. */
const KEPT = 256e6
/** Requests under way: one is computed while another one's answer travels. */
const AT_ONCE = 2

/** A drawing among those it was made with. */
export interface Hung {
  readonly drawing: Drawing
  readonly image: number
}

/** Drawings by the thousand: only those that are looked at are made. */
export class Wall {
  items = $state.raw<readonly Item[]>([])
  problem = $state.raw<unknown>()
  #chunks = $state.raw<readonly Chunk[]>([])
  #run = ''
  #turn = 0
  #wanted: { chunks: readonly number[]; nearest: boolean } = { chunks: [], nearest: false }
  #busy = $state(0)
  readonly #drawings = new SvelteMap<number, Drawing>()
  readonly #nearest = new SvelteMap<number, Nearest | null>()
  #asked: readonly string[] = []

  constructor(private readonly app: App) {}

  get busy(): boolean {
    return this.#busy > 0
  }

  show(run: string, items: readonly Item[]): void {
    this.#turn++
    this.#run = run
    let first = 0
    this.#chunks = chunksOf(items).map((chunk) => {
      const at = { ...chunk, first }
      first += chunk.points.length
      return at
    })
    this.problem = undefined
    this.#busy = 0
    this.#asked = []
    this.#drawings.clear()
    this.#nearest.clear()
    this.#wanted = { chunks: [], nearest: false }
    this.items = items
  }

  /** The drawing at a place, once it is there. */
  at(place: number): Hung | undefined {
    const [number, chunk] = this.#chunkOf(place)
    const drawing = chunk && this.#drawings.get(number)
    return drawing && chunk && { drawing, image: place - chunk.first }
  }

  /** The nearest training images of a drawing's chunk, and its place among them; null for scenes. */
  nearestOf(place: number): { nearest: Nearest; image: number } | null | undefined {
    const [number, chunk] = this.#chunkOf(place)
    const nearest = chunk && this.#nearest.get(number)
    if (!nearest || !chunk) return nearest === null ? null : undefined
    return { nearest, image: place - chunk.first }
  }

  /** Has the drawings from `first` to `last` made, and those around `selected`; what was wanted before is not, any more. */
  want(first: number, last: number, nearest: boolean, selected: number): void {
    const chunks: number[] = []
    this.#chunks.forEach((chunk, number) => {
      if (chunk.first <= last && chunk.first + chunk.points.length > first) chunks.push(number)
    })
    const [own] = this.#chunkOf(selected)
    this.#wanted = { chunks: own < 0 || chunks.includes(own) ? chunks : [...chunks, own], nearest }
    this.#forget()
    this.#next()
  }

  #chunkOf(place: number): [number, Chunk | undefined] {
    const number = this.#chunks.findIndex(
      ({ first, points }) => place >= first && place < first + points.length,
    )
    return [number, this.#chunks[number]]
  }

  #next(): void {
    if (this.#busy >= AT_ONCE || this.problem !== undefined) return
    const { chunks, nearest } = this.#wanted
    const undrawn = chunks.find(
      (number) => !this.#drawings.has(number) && !this.#asked.includes(`draw ${number}`),
    )
    if (undrawn !== undefined) return this.#ask('draw', undrawn)
    if (!nearest) return
    const alone = chunks.find(
      (number) => !this.#nearest.has(number) && !this.#asked.includes(`near ${number}`),
    )
    if (alone !== undefined) this.#ask('near', alone)
  }

  #ask(what: 'draw' | 'near', number: number): void {
    const chunk = this.#chunks[number]
    if (!chunk) return
    const turn = this.#turn
    const key = `${what} ${number}`
    const { checkpoint, points } = chunk
    this.#asked = [...this.#asked, key]
    this.#busy++
    const request = { run: this.#run, checkpoint, points }
    const done =
      what === 'draw'
        ? this.app.studio.draw({ ...request, live: false }).then(({ drawing }) => {
            if (turn === this.#turn) this.#drawings.set(number, drawing)
          })
        : this.app.studio.nearest(request).then((nearest) => {
            if (turn === this.#turn) this.#nearest.set(number, nearest)
          })
    done
      .catch((error: unknown) => {
        if (turn === this.#turn) this.problem = error
      })
      .finally(() => {
        if (turn !== this.#turn) return
        this.#asked = this.#asked.filter((other) => other !== key)
        this.#busy--
        this.#next()
      })
    this.#next()
  }

  /** Those drawn longest ago go first; what is wanted stays. */
  #forget(): void {
    let bytes = 0
    for (const [number, { canvases }] of [...this.#drawings].reverse()) {
      bytes += canvases.length
      if (bytes <= KEPT || this.#wanted.chunks.includes(number)) continue
      this.#drawings.delete(number)
      this.#nearest.delete(number)
    }
  }
}

interface Chunk {
  readonly checkpoint: number
  readonly points: Item['point'][]
  readonly first: number
}
