import { add, mean, sum, type Scalar, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { decode, firstDecoderState, type DecoderState } from '../draw/decode'
import { firstState, glimpse, type GlimpseOutputs, type GlimpseState } from '../draw/glimpse'
import { layersOf, type Layers } from '../draw/layers'
import { reconstructionLoss } from '../draw/loss'
import { paramShapes, type Network } from '../draw/network'
import type { Params } from '../draw/params'
import type { Named, Scan } from './compiled/scan'
import { exposed, type Exposure } from './exposure'
import { scanOf } from './typedScan'

/*
 * DRAW as scans over its glimpses, the form in which the compiler takes a model; `batch` images at a time.
 * The data are x, [B, C, H, W], and the input is z, [T, B, z]: the noise, or the latents.
 */

const glimpses = <O extends object>(
  network: Network,
  batch: number,
  see: (state: GlimpseState, outputs: GlimpseOutputs) => O,
  finish: (x: Tensor4D, last: GlimpseState, seen: O) => Named<Tensor>,
): Scan =>
  scanOf<Layers, GlimpseState, O>({
    times: network.glimpses,
    params: paramShapes(network),
    data: { x: [batch, network.channels, network.height, network.width] },
    inputs: { z: [batch, network.latent] },
    prepare(params) {
      const weights = layersOf(network, params as Params)
      return { weights, state: firstState(network, weights, batch) }
    },
    step(layers, { x }, { z: noise }, before) {
      const { state, outputs } = glimpse(network, layers, x as Tensor4D, noise as Tensor2D, before)
      return { state, outputs: see(state, outputs) }
    },
    finish: (_, { x }, last, seen) => finish(x as Tensor4D, last, seen),
  })

/** Results bound, lx and lz: nats per image, means over the batch. */
export const trainingScan = (network: Network, batch: number): Scan =>
  glimpses(
    network,
    batch,
    (_, { lz }) => ({ lz }),
    (x, { canvas }, seen) => {
      const lx = mean<Scalar>(reconstructionLoss(x, canvas))
      const lz = mean<Scalar>(sum(seen.lz, 0)) // (10)
      return { bound: add(lx, lz), lx, lz } // (12)
    },
  )

/** Results lx, [B], and lz of each glimpse, [T, B]. */
export const evaluationScan = (network: Network, batch: number): Scan =>
  glimpses(
    network,
    batch,
    (_, { lz }) => ({ lz }),
    (x, { canvas }, { lz }) => ({ lx: reconstructionLoss(x, canvas), lz }),
  )

/** Results are the parts of a drawing: [T, B, …]. */
export const reconstructionScan = (network: Network, batch: number): Scan =>
  glimpses<Exposure>(
    network,
    batch,
    ({ canvas }, outputs) => exposed(network, { canvas, ...outputs }),
    (_x, _last, exposures) => exposures as Named<Tensor>,
  )

/** Result mu, μ_t: [T, B, z]. */
export const encodingScan = (network: Network, batch: number): Scan =>
  glimpses(
    network,
    batch,
    (_, { mu }) => ({ mu }),
    (_x, _last, { mu }) => ({ mu }),
  )

/** As {@link reconstructionScan}, of what the decoder draws from z alone. */
export const generationScan = (network: Network, batch: number): Scan =>
  scanOf<Layers, DecoderState, Exposure>({
    times: network.glimpses,
    params: paramShapes(network),
    data: {},
    inputs: { z: [batch, network.latent] },
    prepare(params) {
      const weights = layersOf(network, params as Params)
      return { weights, state: firstDecoderState(network, weights, batch) }
    },
    step(layers, _, { z }, before) {
      const { state, written } = decode(network, layers, z as Tensor2D, before) // (13)–(15)
      return { state, outputs: exposed(network, { canvas: state.canvas, ...(written && { written }) }) }
    },
    finish: (_layers, _data, _last, exposures) => exposures as Named<Tensor>,
  })
