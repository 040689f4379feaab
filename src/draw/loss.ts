import {
  abs,
  add,
  customGrad,
  exp,
  log1p,
  matMul,
  mul,
  neg,
  ones,
  relu,
  reshape,
  sigmoid,
  sub,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
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
  // Summed by a product with ones, which adds in blocks: XLA's sum adds one after the other, and hundreds of equal
  // terms then drift by 4 · 10⁻⁵ of their sum.
  const nats = reshape(crossEntropy(canvas), [x.shape[0], -1]) as Tensor2D
  return reshape(matMul(nats, ones<Rank.R2>([nats.shape[1], 1])), [x.shape[0]])
}
