import { addValidation, columnsOf, cutAfter, extend } from '../../studio/curves'
import type { Curves, StepMetrics, ValidationMetrics } from '../../studio/run'

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
    cutAfter(curves, first.step - 1)
    extend(curves.training, columnsOf(training), training.length)
  }
  for (const row of validation) addValidation(curves, row)
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
