import { z } from 'zod'
import { pickSchema, type Pick } from './plan'

/** Favourites of a run, at most. */
export const MOST_FAVOURITES = 4096

/** favourites.json of a run: samples that somebody liked, oldest first. */
export const favouritesSchema = z.object({
  format: z.literal('easel-favourites-1'),
  favourites: z.array(pickSchema).max(MOST_FAVOURITES),
})

export const samePick = (a: Pick, b: Pick): boolean =>
  a.checkpoint === b.checkpoint && a.seed === b.seed && a.index === b.index
