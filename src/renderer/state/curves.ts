import type { Curves, StepMetrics, ValidationMetrics } from '../../studio/run'

export const emptyCurves = (): Curves => ({
  training: { step: [], bound: [], lx: [], lz: [], gradNorm: [], imagesPerSecond: [], seconds: [] },
  validation: { step: [], bound: [], lx: [], lz: [] },
})

/**
 * Adds what was measured to `curves`, in place. A run that goes on from an earlier checkpoint repeats steps:
 * what was measured from there on gives way, as in the run's own log.
 */
export function append(
  curves: Curves,
  training: readonly StepMetrics[],
  validation: readonly ValidationMetrics[],
): void {
  const first = training[0]
  if (first) {
    cut(curves.training, first.step)
    cut(curves.validation, first.step)
  }
  for (const row of training) push(curves.training, row)
  for (const row of validation) {
    cut(curves.validation, row.step)
    push(curves.validation, row)
  }
}

function cut(columns: Record<string, number[]> & { step: number[] }, from: number): void {
  const { step } = columns
  let length = step.length
  while (length > 0 && (step[length - 1] ?? 0) >= from) length--
  if (length < step.length) for (const column of Object.values(columns)) column.length = length
}

function push<K extends string>(columns: Record<K, number[]>, row: Record<K, number>): void {
  for (const name of Object.keys(columns) as K[]) columns[name].push(row[name])
}

/** Steps that a speed is measured over. */
const RECENT = 50

/** Seconds of training a step took of late; undefined until two steps are known. */
export function recentPace({ training: { step, seconds } }: Curves): number | undefined {
  const last = step.length - 1
  const first = Math.max(0, last - RECENT)
  const steps = (step[last] ?? 0) - (step[first] ?? 0)
  const pace = ((seconds[last] ?? NaN) - (seconds[first] ?? NaN)) / steps
  return steps > 0 && Number.isFinite(pace) && pace > 0 ? pace : undefined
}
