import { mulAdd, put, take } from './vector'

/** src/engine/adam.ts, of `count` numbers. @param root √(1 − β₂ᵗ) */
export function adam(
  value: usize,
  m: usize,
  v: usize,
  gradient: usize,
  nextValue: usize,
  nextM: usize,
  nextV: usize,
  count: usize,
  beta1: f32,
  beta2: f32,
  rate: f32,
  root: f32,
  epsilon: f32,
): void {
  for (let i: usize = 0; i < count; i += 4) {
    const left = count - i
    const at = i * 4
    const g = take(gradient + at, left)
    const first = mulAdd(take(m + at, left), f32x4.splat(beta1), f32x4.mul(g, f32x4.splat(1 - beta1)))
    const second = mulAdd(
      take(v + at, left),
      f32x4.splat(beta2),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(1 - beta2)),
    )
    const size = f32x4.add(f32x4.div(f32x4.sqrt(second), f32x4.splat(root)), f32x4.splat(epsilon))
    put(nextM + at, first, left)
    put(nextV + at, second, left)
    put(
      nextValue + at,
      f32x4.sub(take(value + at, left), f32x4.mul(f32x4.div(first, size), f32x4.splat(rate))),
      left,
    )
  }
}
