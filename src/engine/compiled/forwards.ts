import type { Body } from './body'
import { pairs, substitute, type Value } from './graph'
import { loop } from './loop'
import { cast, filled, getItem, listOf, setItem, stackItems } from './ops'

/** Values of every step, in buffers of floats. */
export class Kept {
  constructor(
    private readonly times: number,
    private readonly lists: ReadonlyMap<Value, Value>,
  ) {}
  /** The `value` of step `t`. */
  at(value: Value, t: Value): Value {
    return cast(getItem(this.list(value), t, value.shape), value.dtype)
  }
  /** [times, …] */
  stacked(value: Value): Value {
    return cast(stackItems(this.list(value), this.times, value.shape), value.dtype)
  }
  with(more: Iterable<readonly [Value, Value]>): Kept {
    return new Kept(this.times, new Map([...this.lists, ...more]))
  }
  private list(value: Value): Value {
    const list = this.lists.get(value)
    if (!list) throw new ReferenceError(`A ${value.node?.op ?? 'state'} was not kept`)
    return list
  }
}

/**
 * Empty buffers for `values` of every step.
 *
 * Each is filled with another number: XLA makes one of equal constants, and would copy it to tell the buffers
 * apart again.
 */
export const buffersFor = (times: number, values: readonly Value[], from = 1): Value[] =>
  values.map(({ shape }, i) => listOf(filled([times, ...shape], from + i)))

/**
 * All steps, one after the other.
 * @param given the inputs, [times, …] each @param keep what to keep of each step
 */
export function forwards(
  name: string,
  times: number,
  body: Body,
  first: readonly Value[],
  given: readonly Value[],
  keep: readonly Value[],
): { last: readonly Value[]; kept: Kept } {
  const inputs = new Kept(times, pairs(body.inputs, given.map(listOf)))
  const values = [...new Set(keep)].filter((value) => !body.inputs.includes(value))
  const after = loop(name, times, [...first, ...buffersFor(times, values)], (t, variables) => {
    const seen = body.inputs.map((input) => inputs.at(input, t))
    const now = new Map([...pairs(body.state, variables), ...pairs(body.inputs, seen)])
    const buffers = variables.slice(first.length)
    return [
      ...substitute(body.next, now),
      ...substitute(values, now).map((value, i) => setItem(buffers[i] as Value, t, cast(value, 'float32'))),
    ]
  })
  const lists = pairs(values, after.slice(first.length))
  return { last: after.slice(0, first.length), kept: inputs.with(lists) }
}
