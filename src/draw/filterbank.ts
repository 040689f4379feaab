import {
  add,
  div,
  exp,
  expandDims,
  mul,
  range,
  softmax,
  split,
  square,
  sub,
  tensor1d,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core'
import { bounded } from './bounded'
import { fused } from './fused'
import { linear, type Linear } from './linear'

/** Rows and columns of an image, B and A in the paper. */
export interface Size {
  readonly height: number
  readonly width: number
}

/** Where an N × N window lies and how sharply it looks: [B, 1] each. */
export interface Window {
  /** Centre, pixels counted from 1. */
  readonly gX: Tensor2D
  readonly gY: Tensor2D
  /** δ, pixels from one filter to the next. */
  readonly stride: Tensor2D
  /** σ², pixels². */
  readonly variance: Tensor2D
  /** γ */
  readonly intensity: Tensor2D
}

/**
 * The window an LSTM's output asks for, eqs. 21–24. An output of 0 is a grid over the whole image.
 * @param h [B, h]
 * @param n N, filters along each axis
 */
export function windowOf(h: Tensor2D, head: Linear, { height, width }: Size, n: number): Window {
  const numbers = linear(h, head) // (21)
  // One filter has no stride to the next: dividing by 1 keeps N = 1 finite.
  const span = (Math.max(height, width) - 1) / Math.max(n - 1, 1)
  const [gX, gY, variance, stride, intensity] = fused(
    'DrawWindow',
    { numbers },
    { height, width, span },
    ({ numbers }) => {
      const [gX, gY, logVariance, logStride, logIntensity] = split(bounded(numbers), 5, 1) as Five
      return [
        mul(add(gX, 1), (width + 1) / 2), // (22)
        mul(add(gY, 1), (height + 1) / 2), // (23)
        exp(logVariance),
        mul(exp(logStride), span), // (24)
        exp(logIntensity),
      ]
    },
  ) as Five
  return { gX, gY, variance, stride, intensity }
}
type Five = [Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D]

/** Centres of the filters along one axis, eqs. 19 and 20, in pixels counted from 1: [B, N]. */
export function centres(g: Tensor2D, stride: Tensor2D, n: number): Tensor2D {
  const steps = tensor1d(Array.from({ length: n }, (_, i) => i + 1 - n / 2 - 0.5))
  return add(g, mul(stride, steps))
}

/**
 * Gaussian filters along an axis of `size` pixels, eqs. 25 and 26: [B, N, size].
 *
 * A softmax over pixels is exactly the paper's division by Z, with no epsilon: every row sums to 1, however
 * small σ is and however far outside the image its centre lies.
 * @param mu centres, [B, N]
 * @param variance σ², [B, 1]
 */
export function filterbank(mu: Tensor2D, variance: Tensor2D, size: number): Tensor3D {
  const distance: Tensor = sub(range(1, size + 1), expandDims(mu, 2))
  const precision = expandDims(div(-0.5, variance), 2)
  return softmax(mul(square(distance), precision))
}

export interface Filterbanks {
  /** F_X, [B, N, A] */
  readonly x: Tensor3D
  /** F_Y, [B, N, B] */
  readonly y: Tensor3D
}

/** Both filterbanks of a window on an image. */
export function filterbanks(
  { gX, gY, stride, variance }: Window,
  { height, width }: Size,
  n: number,
): Filterbanks {
  const along = (g: Tensor2D, size: number): Tensor3D =>
    fused('DrawFilterbank', { g, stride, variance }, { n, size }, ({ g, stride, variance }) =>
      filterbank(centres(g, stride, n), variance, size),
    )
  return { x: along(gX, width), y: along(gY, height) }
}
