import { dedupe } from './dedupe'
import { flatten } from './flatten'
import { dependsOn, pairs, substitute, type Value } from './graph'
import type { Maybe, Part } from './part'
import { simplify } from './simplify'
import { smallProducts } from './smallProducts'
import { splitProducts } from './splitProducts'
import { trimProducts } from './trimProducts'

/** One step and its gradient, open in what changes from step to step. */
export interface Body {
  /** What it sees of the inputs. */
  readonly inputs: readonly Value[]
  readonly state: readonly Value[]
  readonly next: readonly Value[]
  readonly outputs: readonly Value[]
  /** d L / d next and d L / d outputs, given. */
  readonly dNext: readonly Maybe[]
  readonly dOutputs: readonly Maybe[]
  /** d L / d weights and d L / d state, of this step. */
  readonly dWeights: readonly Maybe[]
  readonly dState: readonly Maybe[]
}

/**
 * @param ready weights, and the first state
 * @param xla whether XLA is to compile it
 */
export function bodyOf(step: Part, ready: readonly Value[], data: readonly Value[], xla: boolean): Body {
  const [weights = [], dataArgs = [], inputs = [], state = []] = step.args
  const [dWeights = [], , , dState = []] = step.gradients
  const whole = substitute<Maybe>(
    [...step.results, ...dWeights, ...dState],
    new Map([...pairs(weights, ready), ...pairs(dataArgs, data)]),
  )
  const given = step.given.filter((value) => value !== undefined)
  const varies = dependsOn([...inputs, ...state, ...given])
  const simple = simplify(whole)
  const shaped = dedupe(xla ? simplify(flatten(smallProducts(simple))) : simple)
  const made = dedupe(splitProducts(trimProducts(shaped), varies))
  const [results, gradients] = [made.slice(0, step.results.length), made.slice(step.results.length)]
  return {
    inputs,
    state,
    next: results.slice(0, state.length) as Value[],
    outputs: results.slice(state.length) as Value[],
    dNext: step.given.slice(0, state.length),
    dOutputs: step.given.slice(state.length),
    dWeights: gradients.slice(0, weights.length),
    dState: gradients.slice(weights.length),
  }
}
