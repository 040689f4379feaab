import { exp, put, take, total } from './vector'

/**
 * Gaussian filters along an axis of `size` pixels, eqs. 19, 20, 25 and 26: [batch, n, size].
 * g, stride and variance are [batch].
 */
export function filterbank(
  g: usize,
  stride: usize,
  variance: usize,
  out: usize,
  batch: usize,
  n: usize,
  size: usize,
): void {
  for (let image: usize = 0; image < batch; image++) {
    const precision = f32x4.splat(-0.5 / load<f32>(variance))
    for (let i: usize = 0; i < n; i++) {
      const mu = f32x4.splat(load<f32>(g) + load<f32>(stride) * offset(i, n))
      // The greatest exponent is the nearest pixel's.
      const centre = f32x4.extract_lane(mu, 0)
      const far = centre - max<f32>(1, min<f32>(<f32>size, nearest<f32>(centre)))
      const top = far * far * f32x4.extract_lane(precision, 0)
      let parts = f32x4.splat(0)
      for (let a: usize = 0; a < size; a += 4) {
        const d = f32x4.sub(pixels(a), mu)
        const e = exp(f32x4.sub(f32x4.mul(f32x4.mul(d, d), precision), f32x4.splat(top)))
        put(out + a * 4, e, size - a)
        parts = f32x4.add(parts, take(out + a * 4, size - a))
      }
      const sum = f32x4.splat(total(parts))
      for (let a: usize = 0; a < size; a += 4)
        put(out + a * 4, f32x4.div(take(out + a * 4, size - a), sum), size - a)
      out += size * 4
    }
    g += 4
    stride += 4
    variance += 4
  }
}

/** From the gradient of the filters, those of g, stride and variance. */
export function filterbankGradient(
  gradient: usize,
  filters: usize,
  g: usize,
  stride: usize,
  variance: usize,
  dg: usize,
  dstride: usize,
  dvariance: usize,
  batch: usize,
  n: usize,
  size: usize,
): void {
  for (let image: usize = 0; image < batch; image++) {
    let centre: f32 = 0
    let step: f32 = 0
    let spread: f32 = 0
    for (let i: usize = 0; i < n; i++) {
      const mu = f32x4.splat(load<f32>(g) + load<f32>(stride) * offset(i, n))
      let dot = f32x4.splat(0)
      for (let a: usize = 0; a < size; a += 4)
        dot = f32x4.add(dot, f32x4.mul(take(gradient + a * 4, size - a), take(filters + a * 4, size - a)))
      const mean = f32x4.splat(total(dot))
      let first = f32x4.splat(0)
      let second = f32x4.splat(0)
      for (let a: usize = 0; a < size; a += 4) {
        const d = f32x4.sub(pixels(a), mu)
        const own = f32x4.sub(take(gradient + a * 4, size - a), mean)
        const moment = f32x4.mul(f32x4.mul(own, take(filters + a * 4, size - a)), d) // softmax's gradient times d
        first = f32x4.add(first, moment)
        second = f32x4.add(second, f32x4.mul(moment, d))
      }
      centre += total(first)
      step += total(first) * offset(i, n)
      spread += total(second)
      gradient += size * 4
      filters += size * 4
    }
    const v = load<f32>(variance)
    store<f32>(dg, centre / v)
    store<f32>(dstride, step / v)
    store<f32>(dvariance, (spread * 0.5) / v / v)
    g += 4
    stride += 4
    variance += 4
    dg += 4
    dstride += 4
    dvariance += 4
  }
}

/** i − N/2 − 0.5 of eqs. 19 and 20, whose i counts from 1. */
function offset(i: usize, n: usize): f32 {
  return <f32>i + 0.5 - 0.5 * <f32>n
}

/** Four pixels from `a` on, counted from 1. */
function pixels(a: usize): v128 {
  return f32x4.add(f32x4.splat(<f32>a), f32x4(1, 2, 3, 4))
}
