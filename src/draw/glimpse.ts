import { add, zeros, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { decode, firstDecoderState, type DecoderState, type Written } from './decode'
import { divergence, posterior, sample } from './latent'
import type { Layers } from './layers'
import { lstm, type LstmState } from './lstm'
import type { Network } from './network'
import { errorImage, read, type Read } from './read'

/** What a glimpse hands to the next. */
export interface GlimpseState extends DecoderState {
  readonly encoder: LstmState
}

export interface GlimpseOutputs {
  /** Nats this glimpse adds to Lz, [B]. */
  readonly lz: Tensor1D
  /** μ_t of Q(Z_t | h_enc), [B, z] */
  readonly mu: Tensor2D
  readonly read?: Read
  readonly written?: Written
}

/** State before the first glimpse at `batch` images: c_0, h_enc_0, h_dec_0 are learned, the cells start at 0. */
export function firstState(network: Network, layers: Layers, batch: number): GlimpseState {
  const empty: Tensor2D = zeros([batch, network.hidden])
  return {
    ...firstDecoderState(network, layers, batch),
    encoder: { h: add(empty, layers.hEnc0), c: empty },
  }
}

/**
 * One glimpse, eqs. 3–8: for training, evaluation and reconstruction alike.
 * @param x [B, C, H, W] in 0…1
 * @param noise ε_t, standard normal, fresh for every glimpse, [B, z]
 */
export function glimpse(
  network: Network,
  layers: Layers,
  x: Tensor4D,
  noise: Tensor2D,
  state: GlimpseState,
): { state: GlimpseState; outputs: GlimpseOutputs } {
  const error: Tensor4D = errorImage(x, state.canvas) // (3)
  const { r, read: seen } = read(network, [x, error], layers.attention?.read, state.decoder.h) // (4)
  const encoder = lstm(layers.encoder, [r, state.decoder.h], state.encoder) // (5)
  const q = posterior(encoder.h, layers.q) // (1), (2)
  const { state: decoded, written } = decode(network, layers, sample(q, noise), state) // (6), (7), (8)
  return {
    state: { ...decoded, encoder },
    outputs: { lz: divergence(q), mu: q.mu, ...(seen && { read: seen }), ...(written && { written }) },
  }
}
