import { add, exp, mul, split, square, sub, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { bounded } from './bounded'
import { fused } from './fused'
import { linear, type Linear } from './linear'

/** Q(Z_t | h_enc), a diagonal Gaussian: [B, z] each. */
export interface Posterior {
  readonly mu: Tensor2D
  readonly logSigma: Tensor2D
  readonly sigma: Tensor2D
}

/** Eqs. 1 and 2. @param h h_enc, [B, h] */
export function posterior(h: Tensor2D, head: Linear): Posterior {
  const numbers = linear(h, head)
  const [mu, logSigma, sigma] = fused('DrawPosterior', { numbers }, {}, ({ numbers }) => {
    const [mu, log] = split(numbers, 2, 1) as [Tensor2D, Tensor2D]
    const logSigma = bounded(log)
    return [mu, logSigma, exp(logSigma)]
  }) as [Tensor2D, Tensor2D, Tensor2D]
  return { mu, logSigma, sigma }
}

/** z_t = μ_t + σ_t ε_t, eq. 6. @param noise ε_t, standard normal, [B, z] */
export const sample = ({ mu, sigma }: Posterior, noise: Tensor2D): Tensor2D => add(mu, mul(sigma, noise))

/**
 * KL(Q(Z_t | h_enc) ‖ N(0, I)) in nats, a term of eqs. 10 and 11: [B].
 *
 * The paper prints "− T/2" outside the sum over t; what it means is − ½ for each of the T · z numbers.
 */
export const divergence = ({ mu, logSigma, sigma }: Posterior): Tensor1D =>
  fused('DrawDivergence', { mu, logSigma, sigma }, {}, ({ mu, logSigma, sigma }) =>
    sum<Tensor1D>(sub(mul(sub(add(square(mu), square(sigma)), 1), 0.5), logSigma), 1),
  )
