import { mulAdd, put, sigmoid, take, tanh } from './vector'

/** The gates of each image are [i, g, f, o] (eqs. 5 and 7): h and the next cell of [batch, hidden] each. */
export function lstm(gates: usize, c: usize, h: usize, cell: usize, batch: usize, hidden: usize): void {
  const gate = hidden * 4
  for (let image: usize = 0; image < batch; image++) {
    for (let j: usize = 0; j < hidden; j += 4) {
      const left = hidden - j
      const from = gates + j * 4
      const i = sigmoid(take(from, left))
      const g = tanh(take(from + gate, left))
      const f = sigmoid(take(from + gate * 2, left))
      const o = sigmoid(take(from + gate * 3, left))
      const next = mulAdd(f, take(c + j * 4, left), f32x4.mul(i, g))
      put(cell + j * 4, next, left)
      put(h + j * 4, f32x4.mul(o, tanh(next)), left)
    }
    gates += gate * 4
    c += gate
    h += gate
    cell += gate
  }
}

/** From the gradients of h and of the next cell, those of the gates and of c. Activations are computed anew. */
export function lstmGradient(
  dh: usize,
  dcell: usize,
  gates: usize,
  c: usize,
  dgates: usize,
  dc: usize,
  batch: usize,
  hidden: usize,
): void {
  const one = f32x4.splat(1)
  const gate = hidden * 4
  for (let image: usize = 0; image < batch; image++) {
    activate(gates, c, dgates, dc, hidden)
    for (let j: usize = 0; j < hidden; j += 4) {
      const left = hidden - j
      const at = dgates + j * 4
      const i = take(at, left)
      const g = take(at + gate, left)
      const f = take(at + gate * 2, left)
      const o = take(at + gate * 3, left)
      const t = take(dc + j * 4, left)
      const d = take(dh + j * 4, left)
      const inner = mulAdd(f32x4.mul(d, o), f32x4.sub(one, f32x4.mul(t, t)), take(dcell + j * 4, left))
      put(at, f32x4.mul(f32x4.mul(inner, g), f32x4.mul(i, f32x4.sub(one, i))), left)
      put(at + gate, f32x4.mul(f32x4.mul(inner, i), f32x4.sub(one, f32x4.mul(g, g))), left)
      const before = take(c + j * 4, left)
      put(at + gate * 2, f32x4.mul(f32x4.mul(inner, before), f32x4.mul(f, f32x4.sub(one, f))), left)
      put(at + gate * 3, f32x4.mul(f32x4.mul(d, t), f32x4.mul(o, f32x4.sub(one, o))), left)
      put(dc + j * 4, f32x4.mul(inner, f), left)
    }
    gates += gate * 4
    dgates += gate * 4
    c += gate
    dc += gate
    dh += gate
    dcell += gate
  }
}

/** σ(i), tanh(g), σ(f) and σ(o) of one image, and the tanh of its next cell. */
function activate(gates: usize, c: usize, activations: usize, t: usize, hidden: usize): void {
  const gate = hidden * 4
  for (let j: usize = 0; j < hidden; j += 4) {
    const left = hidden - j
    const from = gates + j * 4
    const to = activations + j * 4
    const i = sigmoid(take(from, left))
    const g = tanh(take(from + gate, left))
    const f = sigmoid(take(from + gate * 2, left))
    put(to, i, left)
    put(to + gate, g, left)
    put(to + gate * 2, f, left)
    put(to + gate * 3, sigmoid(take(from + gate * 3, left)), left)
    put(t + j * 4, tanh(mulAdd(f, take(c + j * 4, left), f32x4.mul(i, g))), left)
  }
}
