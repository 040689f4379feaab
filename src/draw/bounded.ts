import { clipByValue, customGrad, type Tensor2D } from '@tensorflow/tfjs-core'

/** e²⁰ is 5 · 10⁸: a variance, stride or intensity no picture has any use for. */
const BOUND = 20

/**
 * x within ±20: what may be handed to exp. Without it a wild log σ² ends in 0 · ∞ = NaN.
 *
 * Inside the bound this is x itself, bit for bit. Outside, the gradient still passes, so that a number that
 * went astray is led back.
 */
export const bounded: (x: Tensor2D) => Tensor2D = customGrad<Tensor2D>((x) => ({
  value: clipByValue(x as Tensor2D, -BOUND, BOUND),
  gradFunc: (dy) => dy,
})) as (x: Tensor2D) => Tensor2D
