import {
  engine,
  getBackend,
  getGradient,
  getKernel,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { difference } from './difference'

/**
 * `formula`, or the one kernel that an engine has in its place: the same numbers and gradients with fewer calls.
 *
 * Kernels are WebAssembly's (src/engine/wasm/kernels.ts); TensorFlow compiles the formula. A kernel is compared with
 * the formula before it first runs; where they differ, the formula runs instead, and a warning says so.
 * @param kernel its name
 * @param inputs what the formula is a function of, and all it is differentiated by
 * @param attrs constants of the formula
 */
export function fused<I extends Readonly<Record<string, Tensor>>, T extends Tensor | Tensor[]>(
  kernel: string,
  inputs: I,
  attrs: Readonly<Record<string, number>>,
  formula: (inputs: I) => T,
): T {
  if (!getKernel(kernel, getBackend())) return formula(inputs)
  const run = (given: I): T => engine().runKernel(kernel, given as unknown as NamedTensorMap, attrs) as T
  const key = JSON.stringify([
    getBackend(),
    kernel,
    shapesOf(inputs),
    Object.values(attrs).filter(Number.isInteger),
  ])
  let stands = known.get(key)
  if (stands === undefined) {
    const reason = difference(run, formula, inputs, getGradient(kernel) !== undefined)
    stands = reason === undefined
    known.set(key, stands)
    if (!stands) warnOnce(`Training runs ${kernel} as its formula, which is slower: ${reason}`)
  }
  return stands ? run(inputs) : formula(inputs)
}

/**
 * Whether a kernel stands for its formula, by sizes. Whole attributes are sizes and switches; Adam's others change
 * with every step.
 */
const known = new Map<string, boolean>()
const shapesOf = (inputs: Readonly<Record<string, Tensor>>) =>
  Object.entries(inputs).map(([name, { shape }]) => [name, shape])

const warned = new Set<string>()
function warnOnce(message: string): void {
  if (!warned.has(message)) console.warn(message)
  warned.add(message)
}
