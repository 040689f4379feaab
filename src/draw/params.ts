import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import { normals } from '../random/generator'

/** Weights by name. Rows are inputs, columns outputs; biases are vectors. */
export type Params = Record<ParamName, Tensor2D | Tensor1D>
export type ParamName = string
/** Shape of every weight, by name, in the order files list them. */
export type Shapes = Record<ParamName, number[]>

/** How many numbers weights of `shapes` are. */
export const paramCount = (shapes: Shapes): number =>
  Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0)

/** Weights drawn from N(0, 1 / fan-in); vectors, which are biases, first canvas and first states, 0. */
export const initialParams = (shapes: Shapes, seed: number): Record<ParamName, Float32Array> =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const size = sizeOf(shape)
      if (shape.length === 1) return [name, new Float32Array(size)]
      const scale = 1 / Math.sqrt(shape[0] as number)
      return [name, normals(size, seed, `initial ${name}`).map((value) => value * scale)]
    }),
  )

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)
