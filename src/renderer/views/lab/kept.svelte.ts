import type { Size } from './attention'
import { FIGURE_3, type Look } from './presets'

/** A window to be seen beside others; of the paper's, for a picture of any size. */
export interface KeptLook {
  readonly id: string
  readonly title: string
  readonly of: (size: Size) => Look
}

/** As many as a figure has room for. */
const MOST = 6

/** Windows being compared: at first the three of the paper's Figure 3. */
export class Kept {
  list = $state.raw<readonly KeptLook[]>(FIGURE_3)
  readonly changed = $derived(this.list !== FIGURE_3)
  readonly full = $derived(this.list.length >= MOST)
  #made = 0

  add(look: Look): void {
    if (this.full) return
    this.#made++
    this.list = [...this.list, { id: `own-${this.#made}`, title: `Window ${this.#made}`, of: () => look }]
  }

  remove(id: string): void {
    this.list = this.list.filter((kept) => kept.id !== id)
  }

  restore(): void {
    this.list = FIGURE_3
  }
}
