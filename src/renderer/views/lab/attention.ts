import type { Window } from '../../drawing/window'

/*
 * What src/draw/{filterbank,read,write}.ts do to a batch of tensors, here of one picture in plain arrays: quick
 * enough for every frame while a grid is dragged. A test holds the two together.
 */

/** Of a picture, or a patch. */
export interface Size {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Numbers to look at, [C, H, W]: 0…1 of pictures, any of error images and of what is written. */
export interface Picture extends Size {
  readonly values: Float32Array
}

/** F_X, [N, A], and F_Y, [N, B]. */
export interface Banks {
  readonly n: number
  readonly x: Float32Array
  readonly y: Float32Array
}

/** Centre of filter `i` of `n`, both counted from 1 as pixels are, eqs. 19 and 20. */
export const centreOf = (g: number, delta: number, n: number, i: number): number =>
  g + (i - n / 2 - 0.5) * delta

/**
 * Gaussian filters along an axis of `size` pixels, eqs. 25 and 26: [n, size].
 *
 * Exponents are taken from their largest, so that Z is never 0 and needs no epsilon: every row sums to 1, however
 * small σ is and however far outside its centre lies.
 */
export function filterbankOf(g: number, delta: number, sigma: number, n: number, size: number): Float32Array {
  const bank = new Float32Array(n * size)
  for (let i = 0; i < n; i++) {
    const row = bank.subarray(i * size, (i + 1) * size)
    const mu = centreOf(g, delta, n, i + 1)
    const nearest = Math.max(1, Math.min(size, Math.round(mu)))
    const exponent = (a: number) => -((a - mu) ** 2) / (2 * sigma ** 2)
    const largest = exponent(nearest)
    let z = 0
    for (let a = 1; a <= size; a++) z += row[a - 1] = Math.exp(exponent(a) - largest)
    for (let a = 0; a < size; a++) row[a] = (row[a] ?? 0) / z
  }
  return bank
}

export const banksOf = ({ gX, gY, delta, sigma }: Window, n: number, { height, width }: Size): Banks => ({
  n,
  x: filterbankOf(gX, delta, sigma, n, width),
  y: filterbankOf(gY, delta, sigma, n, height),
})

/** γ F_Y x F_Xᵀ, eq. 27: [C, N, N], rows by F_Y. */
export function readThrough(
  { channels, height, width, values }: Picture,
  banks: Banks,
  gamma: number,
): Picture {
  const { n, x, y } = banks
  // Columns first, [C·B, N].
  const columns = multiply(values, transposed(x, n, width), channels * height, width, n)
  const patch = new Float32Array(channels * n * n)
  for (let c = 0; c < channels; c++)
    patch.set(multiply(y, columns.subarray(c * height * n, (c + 1) * height * n), n, height, n), c * n * n)
  return { channels, height: n, width: n, values: patch.map((value) => gamma * value) }
}

/** (1/γ̂) F̂_Yᵀ w F̂_X, eq. 29: [C, H, W]. */
export function writeThrough(patch: Picture, banks: Banks, gamma: number, { height, width }: Size): Picture {
  const { n, x, y } = banks
  const { channels } = patch
  const columns = transposed(y, n, height)
  const values = new Float32Array(channels * height * width)
  for (let c = 0; c < channels; c++) {
    const w = patch.values.subarray(c * n * n, (c + 1) * n * n)
    const rows = multiply(columns, w, height, n, n)
    values.set(multiply(rows, x, height, n, width), c * height * width)
  }
  return { channels, height, width, values: values.map((value) => value / gamma) }
}

/** The two-dimensional filter that makes column `i`, row `j` of a patch (from 0): [H, W]. */
export function filterImage({ x, y, n }: Banks, i: number, j: number): Picture {
  const [width, height] = [x.length / n, y.length / n]
  const values = multiply(
    y.subarray(j * height, (j + 1) * height),
    x.subarray(i * width, (i + 1) * width),
    height,
    1,
    width,
  )
  return { channels: 1, height, width, values }
}

/** [rows, inner] · [inner, columns] → [rows, columns]. */
function multiply(
  a: Float32Array,
  b: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): Float32Array {
  const out = new Float32Array(rows * columns)
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < inner; k++) {
      const factor = a[r * inner + k] ?? 0
      if (factor === 0) continue
      for (let c = 0; c < columns; c++)
        out[r * columns + c] = (out[r * columns + c] ?? 0) + factor * (b[k * columns + c] ?? 0)
    }
  return out
}

/** [rows, columns] → [columns, rows]. */
function transposed(a: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(a.length)
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = a[r * columns + c] ?? 0
  return out
}
