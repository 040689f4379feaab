import { add, div, reshape, zeros, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { filterbanks, windowOf, type Window } from './filterbank'
import { fused } from './fused'
import type { Layers } from './layers'
import { linear } from './linear'
import { lstm, type LstmState } from './lstm'
import type { Network } from './network'
import { spread } from './write'

/** What drawing carries from step to step. */
export interface DecoderState {
  /** c_t, before the sigmoid: [B, C, H, W] */
  readonly canvas: Tensor4D
  readonly decoder: LstmState
}

/** Through which window what was written; for looking at. */
export interface Written {
  readonly window: Window
  /** w_t / γ̂, [B, C, N, N] */
  readonly patch: Tensor4D
}

/** c_0 and h_dec_0, learned, for `batch` images. The cell starts at 0. */
export function firstDecoderState({ hidden, ...n }: Network, layers: Layers, batch: number): DecoderState {
  const empty: Tensor2D = zeros([batch, hidden])
  return {
    canvas: add(zeros<Tensor4D['rankType']>([batch, n.channels, n.height, n.width]), layers.canvas0),
    decoder: { h: add(empty, layers.hDec0), c: empty },
  }
}

/**
 * Eqs. 7 and 8, and 14 and 15: the half of a glimpse that training and generation share.
 * @param z [B, z]
 */
export function decode(
  network: Network,
  layers: Layers,
  z: Tensor2D,
  state: DecoderState,
): { state: DecoderState; written?: Written } {
  const { channels, height, width, writeSize } = network
  const decoder = lstm(layers.decoder, [z], state.decoder) // (7)
  const w = linear(decoder.h, layers.write) // (18), (28)
  const batch = z.shape[0]
  if (!layers.attention) {
    const update: Tensor4D = reshape(w, [batch, channels, height, width])
    return { state: { canvas: add(state.canvas, update), decoder } } // (8)
  }
  const window = windowOf(decoder.h, layers.attention.write, network, writeSize)
  const numbers = fused('DrawScale', { a: w, factors: window.intensity }, { divide: 1 }, ({ a, factors }) =>
    div<Tensor2D>(a, factors),
  )
  const patch: Tensor4D = reshape(numbers, [batch, channels, writeSize, writeSize])
  const update = spread(patch, filterbanks(window, network, writeSize)) // (29)
  return { state: { canvas: add(state.canvas, update), decoder }, written: { window, patch } } // (8)
}
