import { batchLast, canTurn, carried, carriedShape, landed } from './batchLast'
import { dedupe } from './dedupe'
import { flatten } from './flatten'
import { dependsOn, pairs, substitute, Value } from './graph'
import { joinProducts } from './joinProducts'
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

/** A body whose state may travel in another form than the step's, see {@link batchLast}. */
export interface PassedBody extends Body {
  /** State, or d L / d state, as the loop carries it. */
  enter(state: readonly Maybe[]): Maybe[]
  /** What the loop carried, as the step has it. */
  leave(state: readonly Value[]): Value[]
}

/**
 * @param ready weights, and the first state
 * @param xla whether XLA is to compile it
 */
export function bodyOf(
  step: Part,
  ready: readonly Value[],
  data: readonly Value[],
  xla: boolean,
): PassedBody {
  const [weights = [], dataArgs = [], inputs = [], state = []] = step.args
  const [dWeights = [], , , dState = []] = step.gradients
  const whole = substitute<Maybe>(
    [...step.results, ...dWeights, ...dState],
    new Map([...pairs(weights, ready), ...pairs(dataArgs, data)]),
  )
  const simple = simplify(whole)
  const turns = xla && canTurn(simple)
  const turned = state.map(({ shape }) => turns && shape.length > 2)
  const inside = (values: readonly Maybe[]) =>
    values.map((value, i) =>
      value && turned[i] ? new Value(carriedShape(value.shape), value.dtype) : undefined,
    )
  const [dNext, dOutputs] = [step.given.slice(0, state.length), step.given.slice(state.length)]
  const [stateInside, dNextInside] = [inside(state), inside(dNext)]
  const given = new Map([...pairs(state, stateInside), ...pairs(dNext, dNextInside)])
  // The next state is first, d L / d state last.
  const isTurned = (i: number) => turned[i] ?? turned[i - step.results.length - weights.length] ?? false
  const shaped = turns ? batchLast(simple, given, isTurned) : xla ? flatten(smallProducts(simple)) : simple

  const now = (value: Value) => given.get(value) ?? value
  const open = {
    inputs,
    state: state.map(now),
    dNext: dNext.map((value) => value && now(value)),
    dOutputs,
  }
  const varies = dependsOn(
    Object.values(open)
      .flat()
      .filter((value) => value !== undefined),
  )
  const split = splitProducts(trimProducts(dedupe(simplify(shaped))), varies)
  const made = dedupe(xla ? joinProducts(split, varies) : split)
  const [results, gradients] = [made.slice(0, step.results.length), made.slice(step.results.length)]
  return {
    ...open,
    next: results.slice(0, state.length) as Value[],
    outputs: results.slice(state.length) as Value[],
    dWeights: gradients.slice(0, weights.length),
    dState: gradients.slice(weights.length),
    enter: (values) => values.map((value, i) => value && (turned[i] ? carried(value) : value)),
    leave: (values) => values.map((value, i) => (turned[i] ? landed(value, state[i]?.shape ?? []) : value)),
  }
}
