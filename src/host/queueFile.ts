import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeAtomicSync } from '../files/atomic'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { checkpointSchema, idSchema } from '../studio/requests/ids'

const waitingSchema = z.object({
  run: idSchema,
  /** Where it goes on; the newest checkpoint, or the beginning, when left out. */
  checkpoint: checkpointSchema.optional(),
  /** How many more; up to its end when left out. */
  steps: z.int().min(1).optional(),
})
/** A run that waits for its turn. */
export type Waiting = z.infer<typeof waitingSchema>

const queueSchema = z.object({
  format: z.literal('easel-queue-1'),
  /** What trains, if it is to go on when the studio is opened again. */
  training: idSchema.optional(),
  waiting: z.array(waitingSchema),
})
export type QueueState = Omit<z.infer<typeof queueSchema>, 'format'>

/** queue.json; nothing waits where there is none. One that is damaged is set aside, and `onFault` told. */
export function readQueue(file: string, onFault: (error: unknown) => void): QueueState {
  try {
    const { training, waiting } = queueSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { waiting, ...(training !== undefined && { training }) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { waiting: [] }
    if (codeOf(error) !== undefined) throw systemError('read', file, error)
    const aside = `${file}.damaged`
    renameSync(file, aside)
    onFault(
      new StudioError(`${file} is damaged: nothing waits any more`, `It is kept as ${aside}.`, {
        cause: error,
      }),
    )
    return { waiting: [] }
  }
}

export function writeQueue(file: string, state: QueueState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeAtomicSync(file, `${JSON.stringify({ format: 'easel-queue-1', ...state }, null, 2)}\n`)
}
