import { StudioError } from '../studio/api'
import { dropDamaged, sealGraphs } from './graphCache'
import type { LearnerState, Trainable } from './learner'
import type { Engine } from './open'

/** In what slower form a learner runs than its engine has, and why. */
export interface Slower {
  readonly form: string
  readonly reason: string
}

/** A learner, and whether it is as fast as its engine can be. */
export interface Fastest<L> {
  readonly learner: L
  /** Known once a step was taken. */
  slower(): Slower | undefined
}

/** How a learner begins, from a state or the seed of a new one. */
export interface Forms<L> {
  /** @throws Error naming what of the model cannot be compiled */
  compiled(initial: LearnerState | number): L & {
    /** Why its steps run without XLA; undefined when they do not, or none was taken yet. */
    withoutXla(): string | undefined
  }
  eager(initial: LearnerState | number): L
}

/**
 * A learner in the fastest form that `engine` has: compiled on tensorflow, if the model can be, and eager from the
 * first step on where TensorFlow refuses that in every form.
 */
export class FastestForm<L extends Trainable> {
  slower: Slower | undefined
  private learner: L
  private withoutXla: (() => string | undefined) | undefined
  private stepped = false

  /** @throws StudioError when the state belongs to another network */
  constructor(
    engine: Engine,
    private readonly forms: Forms<L>,
    initial: LearnerState | number,
  ) {
    this.learner = engine.name === 'tensorflow' ? this.compiledIfAny(initial) : forms.eager(initial)
  }

  /** The learner; another one after a first step that was refused. */
  get now(): L {
    return this.learner
  }

  step<R>(take: (learner: L) => R): R {
    try {
      return take(this.learner)
    } catch (error) {
      if (this.stepped || !this.withoutXla || error instanceof RangeError) throw error
      this.slower = { form: 'not compiled', reason: wordsOf(error) }
      this.replace(this.forms.eager(this.learner.state()))
      return take(this.learner)
    } finally {
      if (!this.stepped && this.withoutXla) this.begun(this.withoutXla())
      this.stepped = true
    }
  }

  private compiledIfAny(initial: LearnerState | number): L {
    try {
      return this.compiled(initial)
    } catch (error) {
      if (error instanceof StudioError) throw error
      this.slower = { form: 'not compiled', reason: wordsOf(error) }
      return this.forms.eager(initial)
    }
  }

  private compiled(initial: LearnerState | number): L {
    const learner = this.forms.compiled(initial)
    this.withoutXla = () => learner.withoutXla()
    return learner
  }

  /** After the first step. A kept graph that was damaged is made anew, by the next one. */
  private begun(reason: string | undefined): void {
    if (reason !== undefined && dropDamaged() > 0) {
      console.warn(`A compiled graph kept on disk was damaged, and is made anew: ${reason}`)
      this.replace(this.compiled(this.learner.state()))
    } else if (reason !== undefined && !this.slower) this.slower = { form: 'compiled without XLA', reason }
    sealGraphs()
  }

  private replace(learner: L): void {
    this.learner.dispose()
    this.learner = learner
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
