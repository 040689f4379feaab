import {
  argMax,
  cast,
  logSoftmax,
  mul,
  neg,
  notEqual,
  sum,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'

/**
 * −log p of each image's own class in nats, from logits by log-softmax, so that no logarithm of a rounded 0: [B].
 * @param labels 1 for the class of the image, 0 for the others, [B, K]
 */
export const crossEntropy = (labels: Tensor2D, logits: Tensor2D): Tensor1D =>
  neg(sum<Tensor1D>(mul(labels, logSoftmax(logits)), 1))

/** 1 where the likeliest class is not the image's own, of equal ones the first; else 0: [B]. */
export const mistakes = (labels: Tensor2D, logits: Tensor2D): Tensor1D =>
  cast(notEqual(argMax(logits, 1), argMax(labels, 1)), 'float32') as Tensor1D
