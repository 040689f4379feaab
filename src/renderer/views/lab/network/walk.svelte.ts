import type { Player } from '../../../drawing/player.svelte'
import type { PartName } from './parts'

/** How long a part is lit, ms. */
const PART_MS = 900

/** Goes through the parts of a glimpse, and on to the next: what is lit is being computed. */
export class Walk {
  readonly #player: Player
  #parts = $state.raw<readonly PartName[]>([])
  #place = $state(0)
  playing = $state(false)
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(player: Player) {
    this.#player = player
  }

  readonly part = $derived(this.#parts[this.#place])

  /** Takes the parts of a network; what is lit stays if there is such a part. */
  load(parts: readonly PartName[]): void {
    const lit = this.part
    this.#parts = parts
    this.#place = Math.max(0, lit ? parts.indexOf(lit) : 0)
  }

  choose(part: PartName): void {
    this.pause()
    this.#place = Math.max(0, this.#parts.indexOf(part))
  }

  /** One part on, or back; past the last begins the next glimpse, after the last glimpse the first. */
  step(by: 1 | -1): void {
    const place = this.#place + by
    const { t, glimpses } = this.#player
    if (place >= 0 && place < this.#parts.length) this.#place = place
    else {
      this.#place = by === 1 ? 0 : this.#parts.length - 1
      this.#player.seek(((t - 1 + by + glimpses) % glimpses) + 1)
    }
  }

  toggle(): void {
    if (this.playing) return this.pause()
    this.playing = true
    this.#timer = setInterval(() => this.step(1), PART_MS)
  }

  pause(): void {
    this.playing = false
    clearInterval(this.#timer)
  }
}
