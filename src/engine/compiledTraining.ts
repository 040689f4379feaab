import type { Shapes } from '../draw/params'
import { BETA2, EPSILON } from './adam'
import type { Named, Scan } from './compiled/scan'
import type { Feed, NativeTensor } from './compiled/session'
import { Training, type CompileOptions } from './compiled/training'
import type { LearnerState, Optimizer, Trainable } from './learner'
import { startingState } from './state'

/**
 * A scan being trained by Adam as one TensorFlow graph, from and to a learner's state.
 *
 * With the same options the same steps give the same numbers to the last bit.
 */
export class CompiledTraining implements Trainable {
  private readonly training: Training
  private updates: number

  /**
   * @param scan of one shard
   * @param loss which of its results, means over the batch, to make small
   * @param initial a state, or the seed of a new one
   * @param batch images in every step
   * @throws StudioError when the state belongs to another network
   * @throws Error naming what of the model cannot be compiled
   */
  constructor(
    scan: Scan,
    loss: string,
    private readonly shapes: Shapes,
    initial: LearnerState | number,
    private readonly batch: number,
    options: CompileOptions,
  ) {
    const { updates, params, m, v } = startingState(shapes, initial)
    this.updates = updates
    this.training = new Training(scan, loss, options, { value: params, m, v })
  }

  /** Why the step runs without XLA; undefined when it does not, or took none yet. */
  withoutXla(): string | undefined {
    return this.training.refused
  }

  /**
   * @param count images that are fed
   * @param feeds `data.NAME` and `input.NAME`
   * @returns the scan's results, and `norm`, the gradient's before clipping
   * @throws RangeError for another batch than it was made for
   */
  step(count: number, feeds: Named<Feed>, { learningRate, beta1, clip }: Optimizer): Named<number> {
    if (count !== this.batch)
      throw new RangeError(`This step was compiled for ${this.batch} images and was given ${count}`)
    const taken = this.updates + 1
    const results = this.training.step(feeds, {
      rate: learningRate,
      beta1,
      beta1Power: beta1 ** taken,
      beta2: BETA2,
      beta2Power: BETA2 ** taken,
      epsilon: EPSILON * Math.sqrt(1 - BETA2 ** taken),
      clip,
    })
    this.updates = taken
    return results
  }

  /** See {@link Training.weights}. */
  weights(): NativeTensor[] {
    return this.training.weights()
  }

  /** A copy of one weight. */
  param(name: string): Float32Array {
    return this.training.param(name)
  }

  state(): LearnerState {
    const { value, m, v } = this.training.read()
    return { params: { ...value }, m: { ...m }, v: { ...v }, updates: this.updates }
  }

  load(state: LearnerState): void {
    const { updates, params, m, v } = startingState(this.shapes, state)
    this.training.write({ value: params, m, v })
    this.updates = updates
  }

  dispose(): void {
    this.training.close()
  }
}
