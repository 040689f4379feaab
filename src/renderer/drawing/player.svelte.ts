/** A whole drawing takes this long, ms; then its end is held. */
const DRAWING_MS = 3000
const HOLD_MS = 1200
/** A window that was hidden goes on where it was instead of jumping. */
const LONGEST_STEP_MS = 100

/** Plays through the glimpses t = 1…T, over and over. */
export class Player {
  #glimpses = $state(1)
  #t = $state(1)
  #playing = $state(false)
  /** ms since t = 1 began. */
  #elapsed = 0
  #request = 0

  get t(): number {
    return this.#t
  }
  get glimpses(): number {
    return this.#glimpses
  }
  get playing(): boolean {
    return this.#playing
  }

  /** Takes a drawing of `glimpses`; t stays where it is if there is such a glimpse. */
  load(glimpses: number): void {
    if (glimpses === this.#glimpses) return
    this.#glimpses = glimpses
    this.#go(Math.min(this.#t, glimpses))
  }

  play(): void {
    if (this.#playing) return
    this.#playing = true
    if (this.#t === this.#glimpses) this.#go(1)
    let last: number | undefined
    const advance = (now: number) => {
      this.#elapsed += Math.min(LONGEST_STEP_MS, now - (last ?? now))
      last = now
      if (this.#elapsed >= DRAWING_MS + HOLD_MS) this.#elapsed = 0
      this.#t = Math.min(this.#glimpses, 1 + Math.floor((this.#elapsed / DRAWING_MS) * this.#glimpses))
      this.#request = requestAnimationFrame(advance)
    }
    this.#request = requestAnimationFrame(advance)
  }

  pause(): void {
    this.#playing = false
    cancelAnimationFrame(this.#request)
  }

  toggle(): void {
    if (this.#playing) this.pause()
    else this.play()
  }

  /** Holds glimpse `t`, or the nearest there is. */
  seek(t: number): void {
    this.pause()
    this.#go(Math.max(1, Math.min(this.#glimpses, t)))
  }

  #go(t: number): void {
    this.#t = t
    this.#elapsed = ((t - 1) / this.#glimpses) * DRAWING_MS
  }
}

/** Starts `player`, or shows the finished drawing to those who asked for less motion. */
export function begin(player: Player): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) player.seek(player.glimpses)
  else player.play()
}
