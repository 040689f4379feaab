import { tensor2d, tensor1d, type Tensor } from '@tensorflow/tfjs-core'
import { normals } from '../random/generator'
import { classifierOf, type ClassifierNetwork } from './classifier'
import { paramShapes, type Network } from './network'
import type { Params, Shapes } from './params'

/** A network small enough to check by hand, of an image that is not square. */
export const TINY: Network = {
  channels: 1,
  height: 5,
  width: 7,
  attention: true,
  glimpses: 2,
  hidden: 4,
  latent: 3,
  readSize: 2,
  writeSize: 3,
}
export const TINY_CLASSIFIER: ClassifierNetwork = classifierOf(TINY, TINY, 3)

/** Weights and biases from N(0, scale²), none of them 0: so that no gradient hides. */
export const randomParams = (network: Network, scale = 0.3): Params => randomOf(paramShapes(network), scale)

/** As {@link randomParams}, of any shapes. */
export const randomOf = (shapes: Shapes, scale = 0.3): Params =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, random(shape, name, scale)]),
  ) as Params

export const random = (shape: number[], stream: string, scale = 1): Tensor => {
  const values = normals(
    shape.reduce((a, b) => a * b, 1),
    7,
    stream,
  ).map((value) => value * scale)
  return shape.length === 2 ? tensor2d(values, shape as [number, number]) : tensor1d(values)
}

export const numbersOf = (tensor: Tensor): number[] => Array.from(tensor.dataSync())
