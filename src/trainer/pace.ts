/** Least time between two frames, ms. */
const INTERVAL = 100
/** Frames take at most one part in this many of training time; what they cost besides, in caches, is nearly as much. */
const SHARE = 100

/**
 * When to make a frame: at most ten a second, at most 1 % of the time, one until it was taken, none for nobody.
 * The first two come at once, for whoever just pressed Start. One that took longer than the one before counts as that:
 * compiling, or a hiccup, does not hold up the next. All times are ms.
 */
export class Pace {
  private watched = false
  private taken = true
  private probed = false
  private hurry = 0
  private shown = -1
  private next = -Infinity
  /** What the frame before took. */
  private took = Infinity

  watch(on: boolean): void {
    if (on && !this.watched) {
      this.taken = true
      this.hurry = 2
      this.shown = -1
    }
    this.watched = on
  }

  frameTaken(): void {
    this.taken = true
  }

  /** A frame is wanted whatever the pace. */
  probe(): void {
    this.probed = true
  }

  /** Whether a frame of `step` is due; the same step is shown again only to a probe. */
  due(step: number, now: number): boolean {
    if (this.probed) return true
    return this.watched && this.taken && step !== this.shown && (this.hurry > 0 || now >= this.next)
  }

  /** A frame of `step` was sent that was begun at `begun`. */
  sent(step: number, begun: number, now: number): void {
    this.shown = step
    this.probed = false
    this.taken = false
    this.hurry = Math.max(0, this.hurry - 1)
    const took = now - begun
    this.next = Math.max(begun + INTERVAL, now + (SHARE - 1) * Math.min(took, this.took))
    this.took = took
  }
}
