import { exp, take } from './vector'

const BOUND: f32 = 20

/**
 * Eqs. 21–24: of [batch, 5] numbers g_X, g_Y, σ², δ and γ, [batch] each.
 * @param span δ where the network answers 0
 */
export function window(
  numbers: usize,
  gX: usize,
  gY: usize,
  variance: usize,
  stride: usize,
  intensity: usize,
  batch: usize,
  width: f32,
  height: f32,
  span: f32,
): void {
  for (let at: usize = 0; at < batch * 4; at += 4) {
    store<f32>(gX + at, (bounded(load<f32>(numbers)) + 1) * ((width + 1) / 2))
    store<f32>(gY + at, (bounded(load<f32>(numbers, 4)) + 1) * ((height + 1) / 2))
    const e = exp(f32x4.max(f32x4.min(take(numbers + 8, 3), f32x4.splat(BOUND)), f32x4.splat(-BOUND)))
    store<f32>(variance + at, f32x4.extract_lane(e, 0))
    store<f32>(stride + at, f32x4.extract_lane(e, 1) * span)
    store<f32>(intensity + at, f32x4.extract_lane(e, 2))
    numbers += 20
  }
}

/** Of the gradients of all five that of the numbers; bounds let it pass, as src/draw/bounded.ts does. */
export function windowGradient(
  dgX: usize,
  dgY: usize,
  dvariance: usize,
  dstride: usize,
  dintensity: usize,
  variance: usize,
  stride: usize,
  intensity: usize,
  gradient: usize,
  batch: usize,
  width: f32,
  height: f32,
): void {
  for (let at: usize = 0; at < batch * 4; at += 4) {
    store<f32>(gradient, load<f32>(dgX + at) * ((width + 1) / 2))
    store<f32>(gradient, load<f32>(dgY + at) * ((height + 1) / 2), 4)
    store<f32>(gradient, load<f32>(dvariance + at) * load<f32>(variance + at), 8)
    store<f32>(gradient, load<f32>(dstride + at) * load<f32>(stride + at), 12)
    store<f32>(gradient, load<f32>(dintensity + at) * load<f32>(intensity + at), 16)
    gradient += 20
  }
}

function bounded(x: f32): f32 {
  return min(max(x, -BOUND), BOUND)
}
