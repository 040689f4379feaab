import { product } from './product'
import { put, take } from './vector'

/** x W + b: x [batch, inputs], W [inputs, outputs]. @param scratch for a product over `inputs` */
export function linear(
  x: usize,
  w: usize,
  b: usize,
  out: usize,
  batch: usize,
  inputs: usize,
  outputs: usize,
  scratch: usize,
): void {
  for (let i: usize = 0; i < batch; i++) memory.copy(out + i * outputs * 4, b, outputs * 4)
  product(x, w, out, batch, inputs, outputs, false, false, true, scratch)
}

/** Gradients of x, W and b from that of x W + b. @param scratch for products over `outputs` and `batch` */
export function linearGradient(
  gradient: usize,
  x: usize,
  w: usize,
  dx: usize,
  dw: usize,
  db: usize,
  batch: usize,
  inputs: usize,
  outputs: usize,
  scratch: usize,
): void {
  product(gradient, w, dx, batch, outputs, inputs, false, true, false, scratch)
  product(x, gradient, dw, inputs, batch, outputs, true, false, false, scratch)
  for (let j: usize = 0; j < outputs; j += 4) {
    let sum = f32x4.splat(0)
    for (let i: usize = 0; i < batch; i++)
      sum = f32x4.add(sum, take(gradient + (i * outputs + j) * 4, outputs - j))
    put(db + j * 4, sum, outputs - j)
  }
}
