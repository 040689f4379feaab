import {
  abs,
  add,
  customGrad,
  exp,
  log1p,
  mul,
  neg,
  relu,
  reshape,
  sigmoid,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'

/**
 * Lx, eq. 9: −log Bernoulli(x | σ(c_T)) in nats, summed over pixels and channels: [B].
 *
 * From logits, as max(c, 0) − c x + log(1 + e^−|c|): no logarithm of a rounded 0, nothing cancels. The gradient
 * σ(c) − x is written out so that it is right at c = 0 too, where a canvas nobody has touched lies.
 */
export function reconstructionLoss(x: Tensor4D, canvas: Tensor4D): Tensor1D {
  const crossEntropy = customGrad<Tensor>((...inputs) => {
    const [c, save] = inputs as unknown as [Tensor, (saved: Tensor[]) => void]
    save([c, x])
    return {
      value: add(sub(relu(c), mul(c, x)), log1p(exp(neg(abs(c))))),
      gradFunc: (dy, saved) => {
        const [c, x] = saved as [Tensor, Tensor]
        return mul(dy, sub(sigmoid(c), x))
      },
    }
  })
  return sum(reshape(crossEntropy(canvas), [canvas.shape[0], -1]), 1)
}
