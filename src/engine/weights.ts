import {
  dispose,
  keep,
  mul,
  stack,
  tensor,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core'
import type { Params, Shapes } from '../draw/params'
import { adam, clipScale, globalNorm, type Moments } from './adam'
import type { LearnerState, Optimizer } from './learner'
import { startingState } from './state'

/** Weights and Adam's moments, kept in the engine until {@link Weights.dispose}. */
export class Weights {
  private moments: Record<string, Moments> = {}
  private updates = 0

  /** @param initial a state, or the seed of a new one */
  constructor(
    private readonly shapes: Shapes,
    initial: LearnerState | number,
  ) {
    this.load(initial)
  }

  get params(): Params {
    return mapped(this.moments, ({ value }) => value) as Params
  }

  /**
   * One update by Adam, its gradient clipped.
   * @param lossesOf from the weights to what is to become small, and what else is to be reported
   * @returns the losses before the update, and the gradient's norm before clipping
   */
  descend(lossesOf: (params: Params) => readonly [Scalar, ...Scalar[]], optimizer: Optimizer): number[] {
    const report = tidy(() => {
      const names = Object.keys(this.moments)
      let others: Scalar[] = []
      const gradientOf = valueAndGrads<Scalar>((...values) => {
        const [loss, ...rest] = lossesOf(
          Object.fromEntries(names.map((name, i) => [name, values[i]])) as unknown as Params,
        )
        others = rest.map(keep)
        return loss
      })
      const { value, grads } = gradientOf(Object.values(this.params) as Tensor[] as Scalar[])
      const norm = this.learn(
        Object.fromEntries(names.map((name, i) => [name, grads[i] as Tensor])),
        optimizer,
      )
      const report = stack([value, ...others, norm])
      dispose(others)
      return report
    })
    const numbers = Array.from(report.dataSync())
    report.dispose()
    return numbers
  }

  /** One update from the gradient of every weight. @returns the gradient's norm before clipping */
  private learn(gradients: Readonly<Record<string, Tensor>>, optimizer: Optimizer): Scalar {
    this.updates++
    return tidy(() => {
      const norm = globalNorm(Object.values(gradients))
      const scale = clipScale(norm, optimizer.clip)
      this.replace(
        mapped(this.moments, (moments, name) => {
          const gradient = gradients[name]
          if (!gradient) throw new ReferenceError(`${name} has no gradient`)
          return tidy(() => ({ ...adam(moments, mul(gradient, scale), optimizer, this.updates) }))
        }),
      )
      return norm
    })
  }

  /** A copy of one weight. */
  param(name: string): Float32Array {
    const moments = this.moments[name]
    if (!moments) throw new ReferenceError(`there is no weight ${name}`)
    return numbers(moments.value)
  }

  /** A copy of everything, to the last bit. */
  state(): LearnerState {
    const copy = (part: keyof Moments) => mapped(this.moments, (moments) => numbers(moments[part]))
    return { params: copy('value'), m: copy('m'), v: copy('v'), updates: this.updates }
  }

  /** @throws StudioError naming a weight that `initial` lacks, or has in another size */
  load(initial: LearnerState | number): void {
    const { params, m, v, updates } = startingState(this.shapes, initial)
    const take = (from: Record<string, Float32Array>, name: string, shape: number[]) =>
      tensor(from[name] as Float32Array, shape)
    this.replace(
      tidy(() =>
        mapped(this.shapes, (shape, name) => ({
          value: take(params, name, shape),
          m: take(m, name, shape),
          v: take(v, name, shape),
        })),
      ),
    )
    this.updates = updates
  }

  dispose(): void {
    this.replace({})
  }

  private replace(next: Record<string, Moments>): void {
    for (const { value, m, v } of Object.values(next)) [value, m, v].forEach(keep)
    for (const { value, m, v } of Object.values(this.moments)) dispose([value, m, v])
    this.moments = next
  }
}

/** The values of `tensor`, shared with nobody. */
const numbers = (values: Tensor): Float32Array => Float32Array.from(values.dataSync())

const mapped = <A, B>(from: Readonly<Record<string, A>>, make: (value: A, name: string) => B) =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, make(value, name)])) as Record<
    string,
    B
  >
