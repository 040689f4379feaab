import { z } from 'zod'
import { idSchema } from './ids'

/** Of runs that wait for their turn; {@link RunSummary}.queued has their places, from 1. */
export const QUEUE_REQUESTS = {
  /** Gives a run the place `to`, from 1. */
  moveQueued: z.strictObject({ run: idSchema, to: z.int().min(1) }),
  /** The run stays in the list. */
  removeQueued: z.strictObject({ run: idSchema }),
  /** What trains is stopped, kept, and goes on afterwards. */
  startQueued: z.strictObject({ run: idSchema }),
} as const

export interface QueueReplies {
  moveQueued: null
  removeQueued: null
  startQueued: null
}
