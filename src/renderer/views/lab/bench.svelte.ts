import type { Side } from '../../drawing/window'
import { banksOf, readThrough, writeThrough, type Picture, type Size } from './attention'
import { isSound, PARAMETERS, type ParameterName } from './parameters'
import { wholeLook, type Look } from './presets'

/** Parts of the equations that can be pointed at, there or in the pictures. */
export type Term =
  'x' | 'gX' | 'gY' | 'delta' | 'sigma' | 'gamma' | 'n' | 'muX' | 'muY' | 'FX' | 'FY' | 'r' | 'w' | 'write'

/** What is pointed at: a term; filters of F_X and F_Y, from 1. */
export interface Lit {
  readonly term?: Term
  readonly i?: number
  readonly j?: number
}

const FIRST_N = 5
const BLANK: Picture = { channels: 1, height: 28, width: 28, values: new Float32Array(28 * 28) }

/** A picture under a grid of filters, and all that follows from the two. */
export class Bench {
  picture = $state.raw<Picture>(BLANK)
  side = $state<Side>('read')
  look = $state.raw<Look>(wholeLook(BLANK, FIRST_N))
  /** What a network did here, if this is a glimpse of one. */
  learned = $state.raw<Look>()
  /** The patch that is written where it is not the one just read. */
  w = $state.raw<Picture>()
  lit = $state.raw<Lit>({})
  readonly banks = $derived(banksOf(this.look.window, this.look.n, this.picture))
  readonly patch = $derived(readThrough(this.picture, this.banks, this.look.window.gamma))
  readonly written = $derived(
    writeThrough(this.w ?? this.patch, this.banks, this.look.window.gamma, this.picture),
  )
  readonly changed = $derived(this.learned !== undefined && PARAMETERS.some(({ name }) => this.differs(name)))
  #size: Size = BLANK

  valueOf(name: ParameterName): number {
    return valueOf(this.look, name)
  }

  /** What `name` goes back to: what was learned, or a grid over the whole picture. */
  before(name: ParameterName): number {
    return valueOf(this.learned ?? wholeLook(this.picture, name === 'n' ? FIRST_N : this.look.n), name)
  }

  differs(name: ParameterName): boolean {
    const [now, before] = [this.valueOf(name), this.before(name)]
    return Math.abs(now - before) > 1e-6 * Math.max(1, Math.abs(before))
  }

  set(name: ParameterName, value: number): void {
    if (!isSound(name, value)) return
    if (name === 'n') {
      if (this.w && this.w.width !== value) this.w = undefined
      // The span stays, as in eq. 24 for the same δ̃.
      const { window, n } = this.look
      const delta = (window.delta * Math.max(n - 1, 1)) / Math.max(value - 1, 1)
      this.look = { n: value, window: { ...window, delta } }
    } else this.look = { ...this.look, window: { ...this.look.window, [name]: value } }
  }

  apply(look: Look): void {
    this.look = look
    if (this.w && this.w.width !== look.n) this.w = undefined
  }

  /** Moves the grid, pixels; its centre stays within reach of the picture. */
  move(across: number, down: number): void {
    const { window } = this.look
    const { width, height } = this.picture
    const gX = clamp(window.gX + across, 1 - width / 2, 1.5 * width)
    const gY = clamp(window.gY + down, 1 - height / 2, 1.5 * height)
    this.look = { ...this.look, window: { ...window, gX, gY } }
  }

  stretch(factor: number): void {
    const most = Math.max(this.picture.height, this.picture.width)
    this.set('delta', clamp(this.look.window.delta * factor, 0.05, most))
  }

  /** Puts a picture under the grid, which stays as it is if it was made for such a one. */
  show(picture: Picture): void {
    const { height, width } = this.#size
    this.picture = picture
    this.#size = picture
    if (picture.height !== height || picture.width !== width) this.apply(wholeLook(picture, this.look.n))
    if (this.w && this.w.channels !== picture.channels) this.w = undefined
  }

  /** Lays the grid where a network had it; undefined for a picture of no run. */
  follow(learned: Look | undefined, w: Picture | undefined): void {
    this.learned = learned
    this.w = w
    if (learned) this.look = learned
  }

  /** Begins a patch of one's own, of nothing. */
  blank(): void {
    const { n } = this.look
    const { channels } = this.picture
    this.w = { channels, height: n, width: n, values: new Float32Array(channels * n * n) }
  }

  /** Undoes all that was changed. */
  restore(): void {
    this.apply(this.learned ?? wholeLook(this.picture, FIRST_N))
  }
}

const valueOf = ({ window, n }: Look, name: ParameterName): number => (name === 'n' ? n : window[name])
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))
