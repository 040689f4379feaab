import { engine, getBackend, getKernel, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core'

/**
 * `plain`, or the one kernel that an engine has in its place: the same numbers and gradients with fewer calls.
 *
 * The formula is `plain`'s. Kernels are WebAssembly's (src/engine/wasm/kernels.ts); TensorFlow compiles the formula.
 * @param kernel its name
 * @param inputs what the formula is a function of, and all it is differentiated by
 * @param attrs constants of the formula
 */
export function fused<T extends Tensor | Tensor[]>(
  kernel: string,
  inputs: Readonly<Record<string, Tensor>>,
  attrs: Readonly<Record<string, number>>,
  plain: () => T,
): T {
  if (!getKernel(kernel, getBackend())) return plain()
  return engine().runKernel(kernel, inputs as NamedTensorMap, attrs) as T
}
