import type { Batch } from '../data/batches'
import type { LearnerState, Optimizer } from '../engine/learner'
import type { Frame } from '../studio/drawing'
import type { Losses } from '../studio/losses'
import type { ValidationMetrics } from '../studio/run'
import type { Task as TaskName } from '../studio/settings'

/** What a run learns, as its session sees it. */
export interface Task {
  readonly name: TaskName
  /** One update; losses and the gradient's norm before clipping are those of before it. @param step counted from 0 */
  update(batch: Batch, step: number, optimizer: Optimizer): Losses & { readonly gradNorm: number }
  /** On the validation images, always the same. */
  validate(): Promise<Omit<ValidationMetrics, 'step'>>
  /** Of the fixed images as they are now. @param live one of many to be looked at, not kept */
  frame(step: number, live: boolean): Frame
  state(): LearnerState
  load(state: LearnerState): void
}
