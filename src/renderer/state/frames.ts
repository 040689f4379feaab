import { isDrawn, type Frame } from '../../studio/drawing'

/** What the window keeps of them, bytes. */
const ROOM = 256e6
/** So many are fetched before they are asked for. */
const AHEAD = 4

/** Snapshots as they are looked at: those seen lately stay, and those that will be next are fetched meanwhile. */
export class Frames {
  /** By step, the one seen last at the end: a Map keeps that order. */
  readonly #cache = new Map<number, Frame>()
  readonly #fetch: (step: number) => Promise<Frame>
  readonly #room: number
  #bytes = 0
  #wanted: number | undefined
  #under: Promise<void> | undefined
  #ahead: readonly number[] = []

  constructor(fetch: (step: number) => Promise<Frame>, room = ROOM) {
    this.#fetch = fetch
    this.#room = room
  }

  /** At once, if it is here. */
  peek(step: number): Frame | undefined {
    const frame = this.#cache.get(step)
    if (frame) this.#put(step, frame)
    return frame
  }

  /**
   * Brings the frame of `step` here; of several wanted in quick succession the newest alone, after the one under way.
   * @returns what is here then: undefined when a later one was wanted meanwhile
   */
  async bring(step: number): Promise<Frame | undefined> {
    this.#ahead = []
    this.#wanted = step
    while (this.#wanted === step && !this.#cache.has(step)) {
      if (this.#under) await this.#under.catch(() => undefined)
      else await this.#load(step)
    }
    if (this.#wanted !== step) return undefined
    this.#wanted = undefined
    return this.#cache.get(step)
  }

  /** Fetches what the slider comes to next, nearest first, while nothing else is wanted. */
  async prepare(steps: readonly number[]): Promise<void> {
    this.#ahead = steps.slice(0, AHEAD).filter((step) => !this.#cache.has(step))
    while (this.#wanted === undefined && !this.#under) {
      const [next, ...others] = this.#ahead
      if (next === undefined) return
      this.#ahead = others
      await this.#load(next)
    }
  }

  /** Of `step` and later: they were made anew, or are no more. */
  forget(step: number): void {
    for (const kept of [...this.#cache.keys()]) if (kept >= step) this.#drop(kept)
  }

  async #load(step: number): Promise<void> {
    const under = this.#fetch(step).then((frame) => this.#put(step, frame))
    this.#under = under
    try {
      await under
    } finally {
      this.#under = undefined
    }
  }

  #put(step: number, frame: Frame): void {
    this.#drop(step)
    this.#cache.set(step, frame)
    this.#bytes += bytesOf(frame)
    for (const oldest of this.#cache.keys()) {
      if (this.#bytes <= this.#room || oldest === step) break
      this.#drop(oldest)
    }
  }

  #drop(step: number): void {
    const frame = this.#cache.get(step)
    if (frame) this.#bytes -= bytesOf(frame)
    this.#cache.delete(step)
  }
}

const bytesOf = (frame: Frame): number =>
  (isDrawn(frame) ? [frame, frame.reconstructions, frame.samples] : [frame, frame.reading])
    .flatMap((part) => Object.values(part) as unknown[])
    .reduce<number>((sum, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0)
