import {
  add,
  reshape,
  slice,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { firstState, glimpse } from './glimpse'
import type { Layers } from './layers'
import { reconstructionLoss } from './loss'
import type { Network } from './network'

/**
 * The negative variational bound of each image, L = Lx + Lz (eq. 12), in nats: [B] each.
 * @param x [B, C, H, W] in 0…1
 * @param noise ε, standard normal, [T, B, z]
 */
export function bound(
  network: Network,
  layers: Layers,
  x: Tensor4D,
  noise: Tensor3D,
): { lx: Tensor1D; lz: Tensor1D } {
  let state = firstState(network, layers, x.shape[0])
  let lz: Tensor1D | undefined
  for (let t = 0; t < network.glimpses; t++) {
    const step = glimpse(network, layers, x, noiseAt(noise, t), state)
    state = step.state
    lz = lz ? add(lz, step.outputs.lz) : step.outputs.lz // (10)
  }
  if (!lz) throw new RangeError('A network needs at least one glimpse')
  return { lx: reconstructionLoss(x, state.canvas), lz }
}

/** ε_t, [B, z], of [T, B, z]; t counts from 0. */
export const noiseAt = (noise: Tensor3D, t: number): Tensor2D => {
  const [, batch, latent] = noise.shape
  return reshape(slice(noise, [t, 0, 0], [1, batch, latent]), [batch, latent])
}
