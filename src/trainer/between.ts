/**
 * From `a` to `b` along the great circle through both, at 0…1: what lies between two draws of N(0, I) is as likely a
 * draw as they are, where the straight line leads through z far shorter than any (Shoemake 1985; White 2016,
 * arXiv 1609.04468). Parallel vectors are joined straight.
 */
export function spherical(a: Float32Array, b: Float32Array, at: number): Float32Array {
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  const sine = Math.sin(angle)
  if (!(sine > 1e-6)) return straight(a, b, at)
  return mixed(a, b, Math.sin((1 - at) * angle) / sine, Math.sin(at * angle) / sine)
}

/** (1 − at) · a + at · b: between posterior means, which are shorter than draws. */
export const straight = (a: Float32Array, b: Float32Array, at: number): Float32Array =>
  mixed(a, b, 1 - at, at)

const mixed = (a: Float32Array, b: Float32Array, ofA: number, ofB: number): Float32Array =>
  a.map((value, i) => ofA * value + ofB * (b[i] as number))

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
