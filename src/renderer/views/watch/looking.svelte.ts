import { z } from 'zod'
import { LOOKS, type Look } from '../../drawing/looks'
import type { Rate } from '../../state/live.svelte'
import { store, stored } from '../../state/stored'

const KEY = 'easel.watch'

const schema = z.object({
  /** Which pictures are shown. */
  shown: z.enum(['both', 'reconstructions', 'samples']).catch('both'),
  /** All at one glimpse, each over its glimpses, or one at all of them. */
  layout: z.enum(['tiles', 'strips', 'steps']).catch('tiles'),
  look: z.enum(Object.keys(LOOKS) as [Look, ...Look[]]).catch('canvas'),
  rate: z.enum(['live', 'slow', 'off'] satisfies Rate[]).catch('live'),
  read: z.boolean().catch(true),
  write: z.boolean().catch(true),
  targets: z.boolean().catch(false),
})
export type Choices = z.infer<typeof schema>

/** How a person looks at runs; this window remembers it. */
export class Looking {
  choices = $state<Choices>(stored(KEY, schema) ?? schema.parse({}))

  /** Of samples there are no targets, and no error. */
  get look(): Look {
    const { look, shown } = this.choices
    return look === 'error' && shown === 'samples' ? 'canvas' : look
  }

  keep(): void {
    store(KEY, this.choices)
  }
}
