import type { Studio } from '../../../studio/api'
import type { Estimate } from '../../../studio/requests/training'
import { wordsOf } from '../../state/notices.svelte'

export type Estimating =
  | { readonly state: 'unknown' | 'measuring' }
  | { readonly state: 'known'; readonly estimate: Estimate }
  | { readonly state: 'failed'; readonly message: string }

/** Typing settles before a measurement starts, ms. */
const SETTLE = 400

/** Measures what `request` would cost, again whenever it changes; only the last answer counts. */
export class Estimator {
  now = $state.raw<Estimating>({ state: 'unknown' })

  constructor(studio: Studio, request: () => Parameters<Studio['estimate']>[0] | undefined) {
    $effect(() => {
      const asked = request()
      if (!asked) {
        this.now = { state: 'unknown' }
        return
      }
      this.now = { state: 'measuring' }
      let current = true
      const timer = setTimeout(() => {
        studio.estimate(asked).then(
          (estimate) => current && (this.now = { state: 'known', estimate }),
          (error: unknown) => current && (this.now = { state: 'failed', message: wordsOf(error).message }),
        )
      }, SETTLE)
      return () => {
        current = false
        clearTimeout(timer)
      }
    })
  }
}
