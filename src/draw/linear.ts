import { add, customGrad, matMul, sum, transpose, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { fused } from './fused'

/** Weights of x W + b, with Wᵀ made once a step: every glimpse's backward product needs it. */
export interface Linear {
  /** [in, out] */
  readonly w: Tensor2D
  /** [out] */
  readonly b: Tensor1D
  /** [out, in] */
  readonly transposed: Tensor2D
}

export const linearOf = (w: Tensor2D, b: Tensor1D): Linear => ({ w, b, transposed: transpose(w) })

/**
 * x W + b, [B, in] → [B, out]: the paper's W(h).
 *
 * The gradient is matMul's own, but with explicit transposes: products with transpose flags are an order of
 * magnitude slower in WebAssembly and twice as slow in TensorFlow.
 */
export function linear(x: Tensor2D, { w, b, transposed }: Linear): Tensor2D {
  return fused('DrawLinear', { x, w, b }, {}, (given) =>
    affine(given.x, { ...given, transposed: given.w === w ? transposed : transpose(given.w) }),
  )
}

function affine(x: Tensor2D, { w, b, transposed }: Linear): Tensor2D {
  const product = customGrad<Tensor2D>((...inputs) => {
    const [x, w, b, save] = inputs as unknown as [Tensor2D, Tensor2D, Tensor1D, (saved: Tensor2D[]) => void]
    save([x, transposed])
    return {
      value: add(matMul(x, w), b),
      gradFunc: (dy, saved) => {
        const [x, transposed] = saved as [Tensor2D, Tensor2D]
        return [matMul(dy, transposed), matMul(transpose(x), dy), sum(dy, 0)]
      },
    }
  })
  return product(x, w, b)
}
