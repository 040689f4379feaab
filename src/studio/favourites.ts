import { z } from 'zod'
import { pickSchema, type Pick } from './plan'

/** favourites.json of a run: samples that somebody liked, oldest first. */
export const favouritesSchema = z.object({
  format: z.literal('easel-favourites-1'),
  favourites: z.array(pickSchema).max(4096),
})

export const samePick = (a: Pick, b: Pick): boolean =>
  a.checkpoint === b.checkpoint && a.seed === b.seed && a.index === b.index
