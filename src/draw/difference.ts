import {
  add,
  dispose,
  engine,
  mul,
  scalar,
  slice,
  sum,
  tensor,
  tidy,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { normals } from '../random/generator'

/** Of the numbers' mean size. */
const TOLERANCE = 1e-3
/** What rounding leaves where nothing should be. */
const NOTHING = 1e-6
/** How far inputs are moved: until activations bend, and past every bound. */
const SPREADS = [3, 30]
/** How many of a batch are compared. */
const ROWS = 4

type Inputs = Readonly<Record<string, Tensor>>

/**
 * In what `kernel` differs from `formula`, in words; undefined where it does not.
 *
 * Compared are the numbers, and the gradients by every input for a random gradient of every output, near `inputs`
 * rather than at them: a first step's zeros and small weights hide what an activation is. Leaves the tape of a
 * gradient in progress as it is, and no tensors.
 * @param differentiable whether the kernel has a gradient
 */
export function difference<I extends Inputs>(
  kernel: (inputs: I) => Tensor | Tensor[],
  formula: (inputs: I) => Tensor | Tensor[],
  inputs: I,
  differentiable: boolean,
): string | undefined {
  return apart(() => {
    try {
      const sample = sampleOf(inputs, formula)
      for (const spread of SPREADS) {
        const near = Object.fromEntries(
          Object.entries(sample).map(([name, input], i) => [name, moved(input, spread, i)]),
        ) as unknown as I
        const expected = numbersOf(formula, near)
        // A kernel for other shapes may spoil memory in its gradient: that comes last.
        if (!alike(numbersOf(kernel, near), expected)) return 'the kernel computes other numbers'
        if (!differentiable) continue
        const { captured, gradients } = gradientsOf(formula, near)
        if (captured) return 'the formula uses a tensor that is not among its inputs'
        if (!alike(gradientsOf(kernel, near).gradients, gradients))
          return 'the kernel computes another gradient'
      }
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

/** `check`, as if no gradient were in progress. */
function apart(check: () => string | undefined): string | undefined {
  const { state } = engine()
  const { activeTape, gradientDepth, kernelDepth } = state
  Object.assign(state, { activeTape: null, gradientDepth: 0, kernelDepth: 0 })
  try {
    return tidy(check)
  } finally {
    state.activeTape?.forEach(({ saved }) => dispose(saved ?? [])) // of a gradient that failed
    Object.assign(state, { activeTape, gradientDepth, kernelDepth })
  }
}

/** The first rows of what has a row for each of a batch, so that the first step hardly waits. */
function sampleOf<I extends Inputs>(inputs: I, formula: (inputs: I) => unknown): I {
  const batch = Object.values(inputs)[0]?.shape[0] ?? 0
  const few = Object.fromEntries(
    Object.entries(inputs).map(([name, x]) => [
      name,
      batch > ROWS && x.shape[0] === batch ? slice(x, [0], [ROWS]) : x,
    ]),
  ) as unknown as I
  try {
    tidy(() => void formula(few))
    return few
  } catch {
    return inputs // Something else was as long as the batch, as a square weight may be.
  }
}

/** Numbers at random near those of `x`. Where all are positive, as a variance's must be, they stay so. */
function moved(x: Tensor, spread: number, seed: number): Tensor {
  const values = x.dataSync().slice() as Float32Array
  const noise = noiseFor(values.length, seed)
  const positive = values.every((value) => value > 0)
  for (let i = 0; i < values.length; i++) {
    const [value, by] = [values[i] as number, noise[i] as number]
    values[i] = positive ? value * Math.exp(by) : value + by * spread
  }
  return tensor(values, x.shape)
}

/** As many normal numbers, from a few thousand: what is compared are functions, and the first step waits. */
function noiseFor(length: number, seed: number): Float32Array {
  const noise = new Float32Array(length)
  for (let at = 0, from = (seed * 997) % NORMALS.length; at < length; from = 0) {
    const part = NORMALS.subarray(from, from + length - at)
    noise.set(part, at)
    at += part.length
  }
  return noise
}
/** A prime number of them, so that no two rows are alike. */
const NORMALS = normals(4099, 0, 'difference')

interface Numbers {
  readonly shape: number[]
  readonly values: Float32Array
}
const read = (x: Tensor): Numbers => ({ shape: x.shape, values: x.dataSync() as Float32Array })
const list = (outputs: Tensor | Tensor[]): Tensor[] => (Array.isArray(outputs) ? outputs : [outputs])

const numbersOf = <I extends Inputs>(f: (inputs: I) => Tensor | Tensor[], inputs: I): Numbers[] => {
  let numbers: Numbers[] = []
  tidy(() => {
    numbers = list(f(inputs)).map(read)
  })
  return numbers
}

/** The gradient of every input, 0 where it has none, and whether `f` uses tensors made before it ran. */
function gradientsOf<I extends Inputs>(f: (inputs: I) => Tensor | Tensor[], inputs: I) {
  const xs = Object.values(inputs)
  const ids = xs.map(({ id }) => id)
  let captured = false
  const weighted = (): Scalar => {
    const first = scalar(0)
    const total = list(f(inputs)).reduce<Scalar>(
      (total, y, i) => add(total, sum(mul(y, tensor(noiseFor(y.size, 3 + i), y.shape)))),
      first,
    )
    captured = (engine().state.activeTape ?? []).some((node) =>
      Object.values(node.inputs).some(({ id }) => id < first.id && !ids.includes(id)),
    )
    return total
  }
  const { grads } = engine().gradients(weighted, xs, undefined, true)
  const gradients = grads.map((gradient: Tensor | undefined, i) =>
    gradient ? read(gradient) : { shape: xs[i]?.shape ?? [], values: new Float32Array(xs[i]?.size ?? 0) },
  )
  return { captured, gradients }
}

/** Whether these are the same numbers, but for rounding. Means, so that a few ill-conditioned ones decide nothing. */
const alike = (some: Numbers[], others: Numbers[]): boolean =>
  some.length === others.length &&
  some.every(({ shape, values }, i) => {
    const other = others[i] as Numbers
    if (String(shape) !== String(other.shape)) return false
    let size = 0
    let off = 0
    let unlike = 0
    for (let k = 0; k < values.length; k++) {
      const a = values[k] as number
      const b = other.values[k] as number
      if (Number.isFinite(a - b)) {
        size += Math.abs(b)
        off += Math.abs(a - b)
      } else if (!Object.is(a, b)) unlike++
    }
    return off <= TOLERANCE * size + NOTHING * values.length && unlike <= TOLERANCE * values.length
  })
