import type { LossName } from './losses'
import type { Curves } from './run'

export const emptyCurves = (): Curves => ({
  training: { step: [], gradNorm: [], imagesPerSecond: [], seconds: [] },
  validation: { step: [] },
})

type Columns = Readonly<{ step: number[] } & Partial<Record<LossName, number[]>>>

/** Adds a row to columns, in place. */
export function push(columns: Columns, row: { readonly step: number }): void {
  const into = columns as Partial<Record<string, number[]>>
  for (const [name, value] of Object.entries(row)) (into[name] ??= []).push(value as number)
}

/** Takes away, in place, the rows of steps after `last`. */
export function cutAfter(columns: Columns, last: number): void {
  let { length } = columns.step
  while (length > 0 && (columns.step[length - 1] as number) > last) length--
  if (length < columns.step.length) for (const column of Object.values(columns)) column.length = length
}
