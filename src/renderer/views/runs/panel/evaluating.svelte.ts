import type { RequestOf } from '../../../../studio/api'
import type { App } from '../../../state/app.svelte'
import { perWindow } from '../../../state/perWindow.svelte'

export type Wanted = RequestOf<'evaluate'>

/** Evaluates one checkpoint at a time, of whichever run; it goes on while other views are looked at. */
export class Evaluator {
  readonly #app: App
  /** What is under way. */
  now = $state.raw<Wanted>()
  cancelling = $state(false)

  constructor(app: App) {
    this.#app = app
  }

  async evaluate(wanted: Wanted): Promise<void> {
    if (this.now) return
    this.now = wanted
    this.#app.jobs.delete('evaluate')
    try {
      await this.#app.studio.evaluate(wanted)
    } catch (error) {
      if (!this.cancelling) this.#app.fail(error)
    } finally {
      this.now = undefined
      this.cancelling = false
    }
  }

  async cancel(): Promise<void> {
    this.cancelling = true
    await this.#app.studio.cancelEvaluate({}).catch((error: unknown) => this.#app.fail(error))
  }
}

export const evaluatorOf = perWindow((app) => new Evaluator(app))
