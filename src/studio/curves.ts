import type { LossName } from './losses'
import type { Curves, StepMetrics, ValidationMetrics } from './run'

export const emptyCurves = (): Curves => ({
  training: { step: none(), gradNorm: none(), imagesPerSecond: none(), seconds: none() },
  validation: { step: none() },
  glimpses: { step: none(), nats: none() },
})
const none = () => new Float64Array(0)

type Columns = { step: Float64Array } & Partial<Record<LossName, Float64Array>>
/** Columns seen by any name. */
type Named = Partial<Record<string, Float64Array>>

/** Adds `count` rows in place; numbers that one side lacks are NaN. Time per row does not grow with the rows there are. */
export function extend(
  columns: Columns,
  rows: Readonly<Record<string, ArrayLike<number>>>,
  count: number,
): void {
  const into: Named = columns
  const length = columns.step.length
  for (const name of new Set([...Object.keys(into), ...Object.keys(rows)])) {
    const values = rows[name]
    const known = into[name]
    const column = longer(known ?? none(), length + count)
    if (!known) column.fill(NaN, 0, length)
    if (values) column.set(values, length)
    else column.fill(NaN, length)
    into[name] = column
  }
}

/** Takes away, in place, the rows of steps after `last`. */
export function cutAfter(curves: Curves, last: number): void {
  const { training, validation, glimpses } = curves
  for (const columns of [training, validation]) cut(columns, rowsUpTo(columns.step, last))
  const images = rowsUpTo(glimpses.step, last)
  const perStep = glimpsesOf(curves)
  glimpses.step = glimpses.step.subarray(0, images)
  glimpses.nats = glimpses.nats.subarray(0, images * perStep)
}

/** Adds a validation; one of the same step, or a later one, gives way to it. */
export function addValidation(curves: Curves, { natsPerGlimpse, ...row }: ValidationMetrics): void {
  const { validation, glimpses } = curves
  cut(validation, rowsUpTo(validation.step, row.step - 1))
  extend(validation, columnsOf([row]), 1)
  if (!natsPerGlimpse) return
  const before = rowsUpTo(glimpses.step, row.step - 1)
  const perStep = glimpsesOf(curves) || natsPerGlimpse.length
  glimpses.step = longer(glimpses.step.subarray(0, before), before + 1)
  glimpses.step[before] = row.step
  glimpses.nats = longer(glimpses.nats.subarray(0, before * perStep), (before + 1) * perStep)
  glimpses.nats.set(natsPerGlimpse.slice(0, perStep), before * perStep)
}

/** T of the nats per glimpse; 0 where there are none. */
export const glimpsesOf = ({ glimpses }: Curves): number =>
  glimpses.step.length === 0 ? 0 : glimpses.nats.length / glimpses.step.length

/** Rows as columns. */
export function columnsOf(rows: readonly (StepMetrics | ValidationMetrics)[]): Record<string, number[]> {
  const columns: Record<string, number[]> = {}
  rows.forEach((row, at) => {
    for (const [name, value] of Object.entries(row))
      (columns[name] ??= rows.map(() => NaN))[at] = value as number
  })
  return columns
}

/** A copy without the room that growing columns keep: what is sent. */
export function sealed<T>(value: T): T {
  if (value instanceof Float64Array) return value.slice() as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sealed(part)])) as T
}

/** How many of the ascending `steps` are `last` or less. */
export function rowsUpTo(steps: Float64Array, last: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] as number) <= last) low = middle + 1
    else high = middle
  }
  return low
}

function cut(columns: Columns, length: number): void {
  const into: Named = columns
  for (const [name, column] of Object.entries(into)) into[name] = column?.subarray(0, length)
}

/** `column` with room up to `length`; its buffer doubles when it is full. */
function longer(column: Float64Array, length: number): Float64Array {
  const { buffer, byteOffset } = column
  if (byteOffset + 8 * length <= buffer.byteLength) return new Float64Array(buffer, byteOffset, length)
  const roomier = new Float64Array(Math.max(64, 2 * length))
  roomier.set(column)
  return roomier.subarray(0, length)
}
