/**
 * Seeded random numbers. A generator is a pure function of (seed, stream, counter), so the state of every
 * sequence in a run is the run's seed and the step: nothing else has to be saved to continue exactly.
 *
 * xoshiro128** 1.1 (Blackman & Vigna, prng.di.unimi.it), seeded by 32-bit murmur finalizers.
 */
export interface Generator {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number
  /** Uniform whole number in [0, n). */
  below(n: number): number
  /** Standard normal (ziggurat). */
  normal(): number
}

/*
 * The ziggurat of Marsaglia & Tsang (J. Stat. Softw. 5:8, 2000) in Doornik's form: 128 strips of equal area
 * under exp(−x²/2), EDGE[i] the right end of strip i. Box–Muller takes five times as long, which a training
 * step with its 640,000 normals would feel.
 */
const STRIPS = 128
const TAIL = 3.442619855899
const AREA = 9.91256303526217e-3
const height = (x: number): number => Math.exp(-0.5 * x * x)
const EDGE = new Float64Array(STRIPS + 1)
EDGE[0] = AREA / height(TAIL)
EDGE[1] = TAIL
for (let i = 2; i < STRIPS; i++) {
  const x = EDGE[i - 1] as number
  EDGE[i] = Math.sqrt(-2 * Math.log(AREA / x + height(x)))
}
/** |u| below this is under the curve without looking. */
const SURE = EDGE.slice(1).map((right, i) => right / (EDGE[i] as number))

const mix = (h: number): number => {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/*
 * The state, four whole numbers of 32 bits, is a typed array passed about: in closure variables V8 would box
 * them, at several times the cost.
 */
function seeded(seed: number, stream: string, counter: number): Int32Array {
  let h = mix(seed ^ 0x9e3779b9)
  for (let i = 0; i < stream.length; i++) h = mix(h ^ Math.imul(stream.charCodeAt(i) + 1, 0x9e3779b1))
  h = mix(h ^ mix(counter >>> 0))
  h = mix(h ^ Math.floor(counter / 2 ** 32))
  return Int32Array.of(mix(h + 1), mix(h + 2), mix(h + 3), mix(h + 4) | 1)
}

/** The next 32 bits, signed. */
function bits(state: Int32Array): number {
  const a = state[0] as number
  const b = state[1] as number
  const c = (state[2] as number) ^ a
  const d = (state[3] as number) ^ b
  const r = Math.imul(b, 5)
  state[0] = a ^ d
  state[1] = b ^ c
  state[2] = c ^ (b << 9)
  state[3] = (d << 11) | (d >>> 21)
  return Math.imul((r << 7) | (r >>> 25), 9)
}
const uniform = (state: Int32Array): number => (bits(state) >>> 0) / 2 ** 32

function normal(state: Int32Array): number {
  // The strip and the place in it come from different bits of one draw.
  const draw = bits(state)
  const strip = draw & (STRIPS - 1)
  const u = ((draw >> 7) + 0.5) / 2 ** 24
  const x = u * (EDGE[strip] as number)
  return Math.abs(u) < (SURE[strip] as number) ? x : strip === 0 ? tail(state, u) : edge(state, strip, x)
}

/** Beyond the last edge (Marsaglia 1964), on the side of `u`. */
function tail(state: Int32Array, u: number): number {
  for (;;) {
    const beyond = -Math.log(1 - uniform(state)) / TAIL
    const y = -Math.log(1 - uniform(state))
    if (2 * y >= beyond * beyond) return u < 0 ? -TAIL - beyond : TAIL + beyond
  }
}

/** `x` if it is under the curve at the end of its strip, else another normal. */
function edge(state: Int32Array, strip: number, x: number): number {
  const low = height(EDGE[strip] as number)
  const high = height(EDGE[strip + 1] as number)
  return low + uniform(state) * (high - low) < height(x) ? x : normal(state)
}

/** `stream` names what the numbers are for, `counter` which of its sequences (a step, an epoch, an image). */
export function generator(seed: number, stream: string, counter = 0): Generator {
  const state = seeded(seed, stream, counter)
  return {
    uniform: () => uniform(state),
    below: (n) => Math.floor(uniform(state) * n),
    normal: () => normal(state),
  }
}

/** `length` standard normals. */
export function normals(length: number, seed: number, stream: string, counter = 0): Float32Array {
  const state = seeded(seed, stream, counter)
  const out = new Float32Array(length)
  for (let i = 0; i < length; i++) out[i] = normal(state)
  return out
}

/** A permutation of 0 … n − 1 (Fisher–Yates). */
export function permutation(n: number, seed: number, stream: string, counter = 0): Uint32Array {
  const { below } = generator(seed, stream, counter)
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = below(i + 1)
    const swap = order[i] as number
    order[i] = order[j] as number
    order[j] = swap
  }
  return order
}
