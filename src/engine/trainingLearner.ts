import { paramShapes, type Network } from '../draw/network'
import { StudioError } from '../studio/api'
import { createCompiledLearner } from './compiledLearner'
import { createLearner } from './eager'
import { dropDamaged, sealGraphs } from './graphCache'
import type { Learner, LearnerState, Optimizer, StepResult } from './learner'
import type { Engine } from './open'
import { shardsFor } from './shards'

/** In what slower form a learner runs than its engine has, and why. */
export interface Slower {
  readonly form: string
  readonly reason: string
}
export interface TrainingLearner {
  readonly learner: Learner
  /** Known once a step was taken. */
  slower(): Slower | undefined
}

/**
 * The fastest learner that `engine` has for steps of `batch` images: compiled on tensorflow, if the model can be.
 * What can be compiled shows with the first step.
 * @param initial a state, or the seed of a new one
 * @param shards in how many parts a compiled step computes a batch; by rule where left out
 * @throws StudioError when the state belongs to another network
 */
export function createTrainingLearner(
  engine: Engine,
  network: Network,
  initial: LearnerState | number,
  batch: number,
  shards = shardsFor(paramShapes(network), batch, engine.device),
): TrainingLearner {
  if (engine.name !== 'tensorflow')
    return { learner: createLearner(network, initial), slower: () => undefined }
  try {
    const learner = new CompiledFirst(network, initial, batch, shards)
    return { learner, slower: () => learner.slower }
  } catch (error) {
    if (error instanceof StudioError) throw error
    const slower = { form: 'not compiled', reason: wordsOf(error) }
    return { learner: createLearner(network, initial), slower: () => slower }
  }
}

/** Compiled, and eager from the first step on where TensorFlow refuses that in every form. */
class CompiledFirst implements Learner {
  slower: Slower | undefined
  private learner: Learner
  private stepped = false

  constructor(
    readonly network: Network,
    initial: LearnerState | number,
    private readonly batch: number,
    private readonly shards: number,
  ) {
    this.learner = this.compiled(initial)
  }

  step(x: Float32Array, noise: Float32Array, optimizer: Optimizer): StepResult {
    try {
      return this.learner.step(x, noise, optimizer)
    } catch (error) {
      if (this.stepped || error instanceof RangeError) throw error
      this.slower = { form: 'not compiled', reason: wordsOf(error) }
      this.replace(createLearner(this.network, this.learner.state()))
      return this.learner.step(x, noise, optimizer)
    } finally {
      if (!this.stepped) this.begun()
      this.stepped = true
    }
  }

  evaluate: Learner['evaluate'] = (x, noise) => this.learner.evaluate(x, noise)
  reconstruct: Learner['reconstruct'] = (x, noise) => this.learner.reconstruct(x, noise)
  generate: Learner['generate'] = (z) => this.learner.generate(z)
  pictures: Learner['pictures'] = (x, noise, z, live) => this.learner.pictures(x, noise, z, live)
  state: Learner['state'] = () => this.learner.state()
  load: Learner['load'] = (state) => this.learner.load(state)
  dispose: Learner['dispose'] = () => this.learner.dispose()

  private compiled(initial: LearnerState | number): Learner {
    const learner = createCompiledLearner(this.network, initial, this.batch, {
      xla: true,
      shards: this.shards,
    })
    this.reason = () => learner.withoutXla()
    return learner
  }
  private reason: () => string | undefined = () => undefined

  /** After the first step. A kept graph that was damaged is made anew, by the next one. */
  private begun(): void {
    const reason = this.reason()
    if (reason !== undefined && dropDamaged() > 0) {
      console.warn(`A compiled graph kept on disk was damaged, and is made anew: ${reason}`)
      this.replace(this.compiled(this.learner.state()))
    } else if (reason !== undefined && !this.slower) this.slower = { form: 'compiled without XLA', reason }
    sealGraphs()
  }

  private replace(learner: Learner): void {
    this.learner.dispose()
    this.learner = learner
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
