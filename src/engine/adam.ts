import {
  add,
  addN,
  div,
  minimum,
  mul,
  sqrt,
  square,
  sub,
  sum,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { fused } from '../draw/fused'
import type { Optimizer } from './learner'

export const BETA2 = 0.999
/** Added after the bias correction, as torch and tfjs do; TensorFlow's own kernel adds it before. */
export const EPSILON = 1e-8

/** One weight, with Adam's first and second moment of its gradient; all of one shape. */
export interface Moments {
  readonly value: Tensor
  readonly m: Tensor
  readonly v: Tensor
}

/** The norm of all gradients together. */
export const globalNorm = (gradients: Tensor[]): Scalar =>
  sqrt(addN(gradients.map((gradient) => sum<Scalar>(square(gradient)))))

/** What to multiply gradients by so that their norm is at most `clip`: min(1, clip / (norm + 10⁻⁶)). */
export const clipScale = (norm: Scalar, clip: number): Scalar => minimum(div(clip, add(norm, 1e-6)), 1)

/**
 * Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1), as torch computes it.
 * @param gradient clipped already
 * @param updates which update this is, counted from 1
 */
export function adam(
  { value, m, v }: Moments,
  gradient: Tensor,
  { learningRate, beta1 }: Pick<Optimizer, 'learningRate' | 'beta1'>,
  updates: number,
): Moments {
  const rate = learningRate / (1 - beta1 ** updates)
  const root = Math.sqrt(1 - BETA2 ** updates)
  const attrs = { beta1, beta2: BETA2, rate, root, epsilon: EPSILON }
  const [nextValue, nextM, nextV] = fused(
    'Adam',
    { value, m, v, gradient },
    attrs,
    ({ value, m, v, gradient }) => {
      const nextM = add(mul(m, beta1), mul(gradient, 1 - beta1))
      const nextV = add(mul(v, BETA2), mul(square(gradient), 1 - BETA2))
      const size = add(div(sqrt(nextV), root), EPSILON)
      return [sub(value, mul(div(nextM, size), rate)), nextM, nextV]
    },
  ) as [Tensor, Tensor, Tensor]
  return { value: nextValue, m: nextM, v: nextV }
}
