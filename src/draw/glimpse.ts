import {
  add,
  concat,
  sigmoid,
  sub,
  zeros,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { decode, firstDecoderState, type DecoderState, type Written } from './decode'
import { filterbanks, windowOf, type Window } from './filterbank'
import { divergence, posterior, sample } from './latent'
import type { Layers } from './layers'
import { lstm, type LstmState } from './lstm'
import type { Network } from './network'
import { extract, readAll, readThrough } from './read'

/** What a glimpse hands to the next. */
export interface GlimpseState extends DecoderState {
  readonly encoder: LstmState
}

export interface GlimpseOutputs {
  /** Nats this glimpse adds to Lz, [B]. */
  readonly lz: Tensor1D
  readonly read?: Read
  readonly written?: Written
}

/** Through which window what was read; for looking at. */
export interface Read {
  readonly window: Window
  /** F_Y x F_Xᵀ and F_Y x̂ F_Xᵀ without γ, [B, 2C, N, N] */
  readonly patch: Tensor4D
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
  const error: Tensor4D = sub(x, sigmoid(state.canvas)) // (3)
  const { r, read } = look(network, layers, x, error, state.decoder.h) // (4)
  const encoder = lstm(layers.encoder, [r, state.decoder.h], state.encoder) // (5)
  const q = posterior(encoder.h, layers.q) // (1), (2)
  const { state: decoded, written } = decode(network, layers, sample(q, noise), state) // (6), (7), (8)
  return {
    state: { ...decoded, encoder },
    outputs: { lz: divergence(q), ...(read && { read }), ...(written && { written }) },
  }
}

/** r_t = read(x, x̂_t, h_dec_{t−1}), eq. 4: eq. 17 or eq. 27. */
function look(
  network: Network,
  { attention }: Layers,
  x: Tensor4D,
  error: Tensor4D,
  h: Tensor2D,
): { r: Tensor2D; read?: Read } {
  if (!attention) return { r: readAll(x, error) }
  const window = windowOf(h, attention.read, network, network.readSize)
  const filters = filterbanks(window, network, network.readSize)
  const patch = concat([extract(x, filters), extract(error, filters)], 1)
  return { r: readThrough(patch, window.intensity), read: { window, patch } }
}
