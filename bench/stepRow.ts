import { milliseconds, type Entered } from './contender'
import type { Row } from './report'
import { median, ratios, rounded } from './statistics'

/**
 * A line of the table of steps.
 * @param ours what it is compared with; undefined for what is no step
 * @param flops of one step @param batch its images
 */
export function stepRow(it: Entered, ours: Entered | undefined, flops: number, batch?: number): Row {
  const { contender, first, steps } = it
  const ms = milliseconds(it)
  const middle = median(ms)
  return {
    contender: contender.title,
    'runs as': first.device ?? first.name,
    min: rounded(Math.min(...ms), 1),
    median: rounded(middle, 1),
    ...(ours && { 'ours ÷ it': rounded(median(ratios(milliseconds(ours), ms)), 3) }),
    'first step s': rounded(first.ms / 1e3, 1),
    'peak RSS MB': rounded(steps.at(-1)?.rss ?? NaN),
    ...(batch !== undefined && { 'images/s': rounded((1e3 * batch) / middle) }),
    'GFLOP/s': rounded(flops / 1e6 / middle),
  }
}
