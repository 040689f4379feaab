import type { RequestOf } from '../../../studio/api'
import type { ReadResult, Split } from '../../../studio/trainer'
import type { App } from '../../state/app.svelte'

type Wanted = RequestOf<'read'>

/** Images of a split as one run reads them, page by page. */
export class Browsing {
  readonly #app: App
  /** Images, and the split they are of. */
  result = $state.raw<ReadResult & { split: Split }>()
  problem = $state.raw<unknown>()
  busy = $state(false)
  #latest = 0

  constructor(app: App) {
    this.#app = app
  }

  /** Only the page asked for last is shown. */
  async show(wanted: Wanted): Promise<void> {
    const turn = ++this.#latest
    this.busy = true
    this.problem = undefined
    try {
      const result = await this.#app.studio.read(wanted)
      if (turn === this.#latest) this.result = { ...result, split: wanted.split }
    } catch (error) {
      if (turn === this.#latest) this.problem = error
    } finally {
      if (turn === this.#latest) this.busy = false
    }
  }
}
