import { exp, mulAdd, put, take } from './vector'

const BOUND: f32 = 20

/** Eqs. 1 and 2: of [batch, 2 size] numbers μ, log σ within ±20, and σ, [batch, size] each. */
export function posterior(
  numbers: usize,
  mu: usize,
  logSigma: usize,
  sigma: usize,
  batch: usize,
  size: usize,
): void {
  const row = size * 4
  for (let image: usize = 0; image < batch; image++) {
    memory.copy(mu, numbers, row)
    for (let i: usize = 0; i < size; i += 4) {
      const left = size - i
      const log = take(numbers + row + i * 4, left)
      const bounded = f32x4.max(f32x4.min(log, f32x4.splat(BOUND)), f32x4.splat(-BOUND))
      put(logSigma + i * 4, bounded, left)
      put(sigma + i * 4, exp(bounded), left)
    }
    numbers += row * 2
    mu += row
    logSigma += row
    sigma += row
  }
}

/** Bounds let the gradient pass, as src/draw/bounded.ts does. */
export function posteriorGradient(
  dmu: usize,
  dlogSigma: usize,
  dsigma: usize,
  sigma: usize,
  gradient: usize,
  batch: usize,
  size: usize,
): void {
  const row = size * 4
  for (let image: usize = 0; image < batch; image++) {
    memory.copy(gradient, dmu, row)
    for (let i: usize = 0; i < size; i += 4) {
      const left = size - i
      const own = mulAdd(take(dsigma + i * 4, left), take(sigma + i * 4, left), take(dlogSigma + i * 4, left))
      put(gradient + row + i * 4, own, left)
    }
    gradient += row * 2
    dmu += row
    dlogSigma += row
    dsigma += row
    sigma += row
  }
}

/** Σ ½ (μ² + σ² − 1) − log σ, eq. 11: [batch]. */
export function divergence(
  mu: usize,
  logSigma: usize,
  sigma: usize,
  nats: usize,
  batch: usize,
  size: usize,
): void {
  for (let image: usize = 0; image < batch; image++) {
    let sum: f32 = 0
    for (let i: usize = 0; i < size; i++) {
      const m = load<f32>(mu)
      const s = load<f32>(sigma)
      sum += 0.5 * (m * m + s * s - 1) - load<f32>(logSigma)
      mu += 4
      sigma += 4
      logSigma += 4
    }
    store<f32>(nats, sum)
    nats += 4
  }
}

/** μ, −1 and σ, times the gradient of each image's nats. */
export function divergenceGradient(
  dy: usize,
  mu: usize,
  sigma: usize,
  dmu: usize,
  dlogSigma: usize,
  dsigma: usize,
  batch: usize,
  size: usize,
): void {
  for (let image: usize = 0; image < batch; image++) {
    const d = v128.load32_splat(dy)
    for (let i: usize = 0; i < size; i += 4) {
      const left = size - i
      put(dmu + i * 4, f32x4.mul(d, take(mu + i * 4, left)), left)
      put(dlogSigma + i * 4, f32x4.neg(d), left)
      put(dsigma + i * 4, f32x4.mul(d, take(sigma + i * 4, left)), left)
    }
    dy += 4
    mu += size * 4
    sigma += size * 4
    dmu += size * 4
    dlogSigma += size * 4
    dsigma += size * 4
  }
}
