/* Four numbers at a time. Pointers are bytes into tfjs's own memory; all numbers are f32. */

/** The next 4 numbers, or as many as are `left`, then zeros. */
export function take(at: usize, left: usize): v128 {
  return left >= 4 ? v128.load(at) : part(at, left)
}

/** As {@link take} for fewer than 4. */
function part(at: usize, left: usize): v128 {
  let x = f32x4.splat(0)
  if (left > 0) x = v128.load32_lane(at, x, 0)
  if (left > 1) x = v128.load32_lane(at, x, 1, 4)
  if (left > 2) x = v128.load32_lane(at, x, 2, 8)
  return x
}

/** Stores 4 numbers, or as many as are `left`. */
export function put(at: usize, x: v128, left: usize): void {
  if (left >= 4) v128.store(at, x)
  else putPart(at, x, left)
}

function putPart(at: usize, x: v128, left: usize): void {
  if (left > 0) v128.store32_lane(at, x, 0)
  if (left > 1) v128.store32_lane(at, x, 1, 4)
  if (left > 2) v128.store32_lane(at, x, 2, 8)
}

/** a b + c */
export function mulAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c)
}

export function total(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  )
}

/** eˣ to 2 units in the last place (Cephes' expf); 0 below −87, e⁸⁸ above 88. NaN stays NaN. */
export function exp(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(-87))
  x = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87))
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)))
  let r = mulAdd(n, f32x4.splat(-0.693359375), x)
  r = mulAdd(n, f32x4.splat(2.1219444e-4), r)
  let p = mulAdd(f32x4.splat(1.98756915e-4), r, f32x4.splat(1.39819995e-3))
  p = mulAdd(p, r, f32x4.splat(8.33345191e-3))
  p = mulAdd(p, r, f32x4.splat(4.1665796e-2))
  p = mulAdd(p, r, f32x4.splat(1.66666655e-1))
  p = mulAdd(p, r, f32x4.splat(0.5))
  p = f32x4.add(mulAdd(f32x4.mul(p, r), r, r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return v128.andnot(f32x4.mul(p, power), tiny)
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))))
}

export function tanh(x: v128): v128 {
  const one = f32x4.splat(1)
  const e = exp(f32x4.add(x, x))
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)))
}
