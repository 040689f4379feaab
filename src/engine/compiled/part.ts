import { addN, customGrad, dispose, engine, keep, scalar, type Tensor } from '@tensorflow/tfjs-core'
import type { Type, Value } from './graph'
import { trace } from './trace'

/** A value, or undefined where nothing that counts depends on it. */
export type Maybe = Value | undefined

/** A function as a graph, with its gradient. */
export interface Part {
  /** Its arguments, in groups. */
  readonly args: readonly Value[][]
  readonly results: readonly Value[]
  /** d L / d result: arguments of the gradient. */
  readonly given: readonly Maybe[]
  /** d L / d argument, by group; a group that was not asked for is empty. */
  readonly gradients: readonly Maybe[][]
}

export interface Differentiated {
  /** Groups of arguments to take the gradient by. */
  readonly by: readonly number[]
  /** The results, and which of them L depends on. */
  readonly results: readonly (Type & { readonly counts: boolean })[]
}

/** Traces `f`, and, where it is asked for, what tfjs's own tape makes of its gradient. */
export function tracePart(
  groups: readonly (readonly Type[])[],
  f: (...groups: Tensor[][]) => readonly Tensor[],
  { by, results }: Differentiated = { by: [], results: [] },
): Part {
  const types = groups.flat()
  const counted = results.filter(({ counts }) => counts)
  let produced: readonly Tensor[] = []
  const { args, results: traced } = trace([...types, ...counted], (...tensors) => {
    const given = tensors.slice(types.length)
    const inputs = grouped(tensors, groups)
    if (by.length === 0) {
      produced = f(...inputs)
      return produced
    }
    const xs = by.flatMap((group) => inputs[group] ?? [])
    const { values, gradients } = pullBack(
      (...xs) => {
        const moved = grouped(
          xs,
          by.map((group) => groups[group] ?? []),
        )
        return f(...inputs.map((group, i) => moved[by.indexOf(i)] ?? group))
      },
      xs,
      spread(results, given),
    )
    produced = values
    return [...values, ...gradients]
  })
  dispose([...produced])
  const gradients = grouped(
    traced.slice(produced.length),
    by.map((group) => groups[group] ?? []),
  )
  return {
    args: grouped(args, groups),
    results: traced.slice(0, produced.length) as Value[],
    given: spread(results, args.slice(types.length)),
    gradients: groups.map((_, i) => gradients[by.indexOf(i)] ?? []),
  }
}

/**
 * Runs `f` and its gradient. The values are to be disposed of.
 * @param cotangents d L / d y for each y of `f`; undefined where L does not depend on it
 * @returns d L / d x of each of `xs`; undefined where no y that counts depends on it
 */
function pullBack(
  f: (...xs: Tensor[]) => readonly Tensor[],
  xs: readonly Tensor[],
  cotangents: readonly (Tensor | undefined)[],
): { values: readonly Tensor[]; gradients: (Tensor | undefined)[] } {
  let values: readonly Tensor[] = []
  const { grads } = engine().gradients(
    () => {
      // Kept, for the tape frees all it sees; a result that JavaScript made is read when all is traced.
      values = f(...xs).map((value) => keep(value))
      // A tape starts at one number. This one stands for L: its gradient by y is what was given for y.
      const parts = values.flatMap((y, i) => {
        const cotangent = cotangents[i]
        return cotangent ? [standIn(y, cotangent)] : []
      })
      return parts.length === 0 ? scalar(0) : addN(parts)
    },
    [...xs],
    undefined,
    true,
  )
  return { values, gradients: grads.map((gradient) => gradient ?? undefined) }
}

const standIn = (y: Tensor, cotangent: Tensor): Tensor =>
  customGrad(() => ({ value: scalar(0), gradFunc: () => cotangent.clone() }))(y)

/** `values` cut into groups as long as those of `like`. */
export function grouped<T>(values: readonly T[], like: readonly (readonly unknown[])[]): T[][] {
  let from = 0
  return like.map(({ length }) => values.slice(from, (from += length)))
}

/** One of `values` for every result that counts, in order. */
function spread<T>(results: readonly { counts: boolean }[], values: readonly T[]): (T | undefined)[] {
  const rest = [...values]
  return results.map(({ counts }) => (counts ? rest.shift() : undefined))
}
