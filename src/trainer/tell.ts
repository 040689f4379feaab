import { StudioError } from '../studio/api'
import type { Failure } from '../studio/run'
import type { WorkerEvent } from '../studio/trainer'

/** Sends an event out of the worker; `moved` are buffers handed over instead of copied. */
export type Tell = (event: WorkerEvent, moved?: readonly ArrayBufferLike[]) => void

/** The buffers of every array in `value`, however deep, each once. */
export const buffersIn = (value: unknown): ArrayBufferLike[] => [
  ...new Set(arraysIn(value).map(({ buffer }) => buffer)),
]

const arraysIn = (value: unknown): ArrayBufferView[] =>
  ArrayBuffer.isView(value)
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(arraysIn)
      : []

/** A job ended by a failure that is in its final words. */
export class Failed extends Error {
  constructor(
    readonly failure: Failure,
    options: ErrorOptions,
  ) {
    super(failure.message, options)
  }
}

/** An error in the words it will be shown with. */
export function failureOf(error: unknown, step?: number): Failure {
  if (error instanceof Failed) return error.failure
  const at = step === undefined ? {} : { step }
  if (error instanceof StudioError) return { message: error.message, remedy: error.remedy, ...at }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { message: words, remedy: 'This is a fault of Easel: please report it with these lines.', ...at }
}
