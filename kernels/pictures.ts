import { put, sigmoid, take, total } from './vector'

/** x − σ(canvas), eq. 3, of `count` numbers. */
export function errorImage(x: usize, canvas: usize, out: usize, count: usize): void {
  for (let i: usize = 0; i < count; i += 4) {
    const left = count - i
    put(out + i * 4, f32x4.sub(take(x + i * 4, left), sigmoid(take(canvas + i * 4, left))), left)
  }
}

/** The canvas's gradient, from that of the error image. */
export function errorImageGradient(dy: usize, x: usize, error: usize, gradient: usize, count: usize): void {
  const one = f32x4.splat(1)
  for (let i: usize = 0; i < count; i += 4) {
    const left = count - i
    const s = f32x4.sub(take(x + i * 4, left), take(error + i * 4, left))
    put(gradient + i * 4, f32x4.mul(take(dy + i * 4, left), f32x4.mul(s, f32x4.sub(s, one))), left)
  }
}

/** Each row of a, [rows, size], times its factor, or divided by it. */
export function scale(a: usize, factors: usize, out: usize, rows: usize, size: usize, divide: bool): void {
  for (let row: usize = 0; row < rows; row++) {
    const factor = v128.load32_splat(factors)
    for (let i: usize = 0; i < size; i += 4) {
      const x = take(a + i * 4, size - i)
      put(out + i * 4, divide ? f32x4.div(x, factor) : f32x4.mul(x, factor), size - i)
    }
    factors += 4
    a += size * 4
    out += size * 4
  }
}

/** Gradients of a and of the factors in {@link scale}. */
export function scaleGradient(
  dy: usize,
  a: usize,
  factors: usize,
  da: usize,
  dfactors: usize,
  rows: usize,
  size: usize,
  divide: bool,
): void {
  for (let row: usize = 0; row < rows; row++) {
    const factor = load<f32>(factors)
    const slope: f32 = divide ? 1 / factor : factor
    let sum = f32x4.splat(0)
    for (let i: usize = 0; i < size; i += 4) {
      const d = take(dy + i * 4, size - i)
      sum = f32x4.add(sum, f32x4.mul(d, take(a + i * 4, size - i)))
      put(da + i * 4, f32x4.mul(d, f32x4.splat(slope)), size - i)
    }
    store<f32>(dfactors, divide ? -total(sum) * slope * slope : total(sum))
    factors += 4
    dfactors += 4
    dy += size * 4
    a += size * 4
    da += size * 4
  }
}

/** Copies `size` numbers of each row; a row is `fromRow` or `toRow` numbers long. */
export function copyRows(
  from: usize,
  to: usize,
  rows: usize,
  size: usize,
  fromRow: usize,
  toRow: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(to, from, size * 4)
    from += fromRow * 4
    to += toRow * 4
  }
}
