import { z } from 'zod'
import { store, stored } from '../state/stored'
import { QUANTITY_NAMES, type Quantity } from './quantities'

const KEY = 'easel.curves'
/** What can be shown over training: curves, and nats of each glimpse as a heat map. */
export type Shown = Quantity | 'glimpses'

const lookSchema = z.object({
  shown: z.array(z.enum([...QUANTITY_NAMES, 'glimpses'])).catch(['bound', 'loss', 'error']),
  smoothing: z.int().min(0).max(40).catch(17),
  by: z.enum(['step', 'epoch', 'time']).catch('step'),
  across: z.enum(['linear', 'logarithmic']).catch('linear'),
  up: z.enum(['linear', 'logarithmic']).catch('logarithmic'),
})
/** How curves are looked at. */
export type Look = z.infer<typeof lookSchema>
/** What they are drawn over. */
export type By = Look['by']
export type ScaleType = Look['up']

/** One for all charts of the window, and for its next time. */
class CurvesLook {
  #look = $state.raw<Look>(stored(KEY, lookSchema) ?? lookSchema.parse({}))

  get now(): Look {
    return this.#look
  }

  change(change: Partial<Look>): void {
    this.#look = { ...this.#look, ...change }
    store(KEY, this.#look)
  }

  has(name: Shown): boolean {
    return this.#look.shown.includes(name)
  }

  show(name: Shown, on: boolean): void {
    const others = this.#look.shown.filter((other) => other !== name)
    this.change({ shown: on ? [...others, name] : others })
  }
}

export const look = new CurvesLook()
