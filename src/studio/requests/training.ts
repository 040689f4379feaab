import { z } from 'zod'
import { engineNameSchema } from '../run'
import { liveSettingsSchema, settingsSchema } from '../settings'
import type { Preparation } from '../trainer'
import { checkpointSchema, idSchema } from './ids'

const plan = z.strictObject({
  name: z.string().max(200),
  dataset: idSchema,
  preset: z.string(),
  settings: settingsSchema,
  engine: engineNameSchema,
  /** Waits for its turn while something trains; is refused otherwise. */
  queue: z.boolean().optional(),
})

/** Of training: what it would cost, and all that it can be told. */
export const TRAINING_REQUESTS = {
  estimate: z.strictObject({ dataset: idSchema, settings: settingsSchema, engine: engineNameSchema }),
  start: plan,
  /** A new run that begins with a checkpoint of `run`: its weights, optimizer, step and curves up to there. */
  fork: plan.extend({ run: idSchema, checkpoint: checkpointSchema }),
  command: z.strictObject({
    run: idSchema,
    command: z.enum(['pause', 'resume', 'checkpoint', 'stop-keep', 'stop-discard', 'probe']),
  }),
  /** Of a run that trains; it answers with an event once it goes on with them. */
  change: z.strictObject({ run: idSchema, settings: liveSettingsSchema }),
  /** Trains on from a checkpoint for `steps` more. */
  continue: z.strictObject({
    run: idSchema,
    checkpoint: checkpointSchema,
    steps: z.int().min(1).max(10_000_000),
    queue: z.boolean().optional(),
  }),
  /** Frames of this run are wanted (or, null, of none). */
  watch: z.strictObject({ run: idSchema.nullable() }),
  frameTaken: z.strictObject({}),
} as const

export interface TrainingReplies {
  estimate: Estimate
  start: { run: string }
  fork: { run: string }
  command: null
  change: null
  continue: null
  watch: null
  frameTaken: null
}

export interface Estimate {
  parameters: number
  /** Peak memory of training, bytes. */
  bytes: number
  secondsPerStep: number
  secondsPerEpoch: number
  secondsTotal: number
}
/** What a run that was started does before its first step. */
export interface Preparing {
  what: Preparation
  /** Since it was started. */
  seconds: number
}
