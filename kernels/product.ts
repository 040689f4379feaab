import { mulAdd, put, take } from './vector'

/** Columns computed at once, from a panel: B's next 8 columns, row after row. */
const PANEL: usize = 8
/** With fewer rows B is read where it lies: a panel would be used too seldom to be worth packing. */
const FEW: usize = 12

/** Floats that a product needs besides its operands. */
export function productScratch(k: usize): usize {
  return k * PANEL
}

/**
 * C = A B, or C += A B where `add`: A is [m, k], B [k, n], C [m, n].
 * @param ta A lies as [k, m] @param tb B lies as [n, k]
 */
export function product(
  a: usize,
  b: usize,
  c: usize,
  m: usize,
  k: usize,
  n: usize,
  ta: bool,
  tb: bool,
  add: bool,
  scratch: usize,
): void {
  for (let j: usize = 0; j < n; j += PANEL) {
    const width = min(n - j, PANEL)
    let panel = b + j * 4
    let stride = n * 4
    if (tb || width < PANEL || m >= FEW) {
      if (tb) packTransposed(b + j * k * 4, scratch, k, width)
      else pack(panel, scratch, k, n, width)
      panel = scratch
      stride = PANEL * 4
    }
    const out = c + j * 4
    let i: usize = 0
    for (; i + 4 <= m; i += 4) {
      const at = out + i * n * 4
      if (ta) fourTransposed(a + i * 4, panel, at, m, k, n, stride, width, add)
      else four(a + i * k * 4, panel, at, k, n, stride, width, add)
    }
    for (; i < m; i++)
      one(a + i * (ta ? 4 : k * 4), ta ? m * 4 : 4, panel, out + i * n * 4, k, stride, width, add)
  }
}

function pack(from: usize, to: usize, k: usize, n: usize, width: usize): void {
  for (let l: usize = 0; l < k; l++) {
    v128.store(to, take(from, width))
    v128.store(to, width > 4 ? take(from + 16, width - 4) : f32x4.splat(0), 16)
    from += n * 4
    to += PANEL * 4
  }
}

function packTransposed(from: usize, to: usize, k: usize, width: usize): void {
  const end = to + k * PANEL * 4
  for (let j: usize = 0; j < PANEL; j++) {
    let row = from + j * k * 4
    for (let at = to + j * 4; at < end; at += PANEL * 4) {
      store<f32>(at, j < width ? load<f32>(row) : 0)
      row += 4
    }
  }
}

/** Four rows of C, of A as it is. */
function four(
  a: usize,
  b: usize,
  c: usize,
  k: usize,
  n: usize,
  stride: usize,
  width: usize,
  add: bool,
): void {
  const row = k * 4
  let p0 = f32x4.splat(0)
  let p1 = p0
  let p2 = p0
  let p3 = p0
  let q0 = p0
  let q1 = p0
  let q2 = p0
  let q3 = p0
  let a1 = a + row
  let a2 = a1 + row
  let a3 = a2 + row
  const end = a + row
  while (a < end) {
    const p = v128.load(b)
    const q = v128.load(b, 16)
    let x = v128.load32_splat(a)
    p0 = mulAdd(x, p, p0)
    q0 = mulAdd(x, q, q0)
    x = v128.load32_splat(a1)
    p1 = mulAdd(x, p, p1)
    q1 = mulAdd(x, q, q1)
    x = v128.load32_splat(a2)
    p2 = mulAdd(x, p, p2)
    q2 = mulAdd(x, q, q2)
    x = v128.load32_splat(a3)
    p3 = mulAdd(x, p, p3)
    q3 = mulAdd(x, q, q3)
    a += 4
    a1 += 4
    a2 += 4
    a3 += 4
    b += stride
  }
  const next = n * 4
  write(c, p0, q0, width, add)
  write(c + next, p1, q1, width, add)
  write(c + next * 2, p2, q2, width, add)
  write(c + next * 3, p3, q3, width, add)
}

/** Four rows of C, of A that lies as [k, m]: its four numbers lie side by side. */
function fourTransposed(
  a: usize,
  b: usize,
  c: usize,
  m: usize,
  k: usize,
  n: usize,
  stride: usize,
  width: usize,
  add: bool,
): void {
  let p0 = f32x4.splat(0)
  let p1 = p0
  let p2 = p0
  let p3 = p0
  let q0 = p0
  let q1 = p0
  let q2 = p0
  let q3 = p0
  const row = m * 4
  const end = a + k * row
  while (a < end) {
    const p = v128.load(b)
    const q = v128.load(b, 16)
    let x = v128.load32_splat(a)
    p0 = mulAdd(x, p, p0)
    q0 = mulAdd(x, q, q0)
    x = v128.load32_splat(a, 4)
    p1 = mulAdd(x, p, p1)
    q1 = mulAdd(x, q, q1)
    x = v128.load32_splat(a, 8)
    p2 = mulAdd(x, p, p2)
    q2 = mulAdd(x, q, q2)
    x = v128.load32_splat(a, 12)
    p3 = mulAdd(x, p, p3)
    q3 = mulAdd(x, q, q3)
    a += row
    b += stride
  }
  const next = n * 4
  write(c, p0, q0, width, add)
  write(c + next, p1, q1, width, add)
  write(c + next * 2, p2, q2, width, add)
  write(c + next * 3, p3, q3, width, add)
}

/** One row of C. @param step bytes from a number of A's row to the next */
function one(
  a: usize,
  step: usize,
  b: usize,
  c: usize,
  k: usize,
  stride: usize,
  width: usize,
  add: bool,
): void {
  let p = f32x4.splat(0)
  let q = p
  for (let l: usize = 0; l < k; l++) {
    const x = v128.load32_splat(a)
    p = mulAdd(x, v128.load(b), p)
    q = mulAdd(x, v128.load(b, 16), q)
    a += step
    b += stride
  }
  write(c, p, q, width, add)
}

function write(c: usize, p: v128, q: v128, width: usize, add: bool): void {
  const high = width > 4 ? width - 4 : 0
  put(c, add ? f32x4.add(take(c, width), p) : p, width)
  if (high) put(c + 16, add ? f32x4.add(take(c + 16, high), q) : q, high)
}
