import { add, zeros, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { ClassifierNetwork } from './classifier'
import { linear, linearOf, type Linear } from './linear'
import { lstm, type LstmState } from './lstm'
import type { Params } from './params'
import { read, type Read } from './read'

/** A classifier's weights as the equations use them; prepared once a step. */
export interface ClassifierLayers {
  readonly encoder: Linear
  /** Logits of the classes from h. */
  readonly out: Linear
  /** The five numbers of a window from h (eq. 21). */
  readonly attention?: Linear
  /** [h] */
  readonly hEnc0: Tensor1D
}

export function classifierLayersOf({ attention }: ClassifierNetwork, params: Params): ClassifierLayers {
  const layer = (name: string) => linearOf(params[`${name}_w`] as Tensor2D, params[`${name}_b`] as Tensor1D)
  return {
    encoder: layer('enc'),
    out: layer('out'),
    ...(attention && { attention: layer('read_att') }),
    hEnc0: params['h_enc0'] as Tensor1D,
  }
}

/** State before the first glimpse at `batch` images: h_0 is learned, the cell starts at 0. */
export function firstClassifierState(
  { hidden }: ClassifierNetwork,
  { hEnc0 }: ClassifierLayers,
  batch: number,
): LstmState {
  const empty: Tensor2D = zeros([batch, hidden])
  return { h: add(empty, hEnc0), c: empty }
}

/**
 * One glimpse, section 4.1: what lies under the window that h_{t−1} asks for, of x alone (eq. 27), into the LSTM.
 * @param x [B, C, H, W] in 0…1
 */
export function classifierGlimpse(
  network: ClassifierNetwork,
  { attention, encoder }: ClassifierLayers,
  x: Tensor4D,
  state: LstmState,
): { state: LstmState; read?: Read } {
  const { r, read: seen } = read(network, [x], attention, state.h)
  return { state: lstm(encoder, [r], state), ...(seen && { read: seen }) }
}

/** W h_t + b, [B, K]: what the classifier would say after this glimpse. */
export const logitsOf = ({ h }: LstmState, { out }: ClassifierLayers): Tensor2D => linear(h, out)

/** The logits of the last glimpse, from which the loss is taken: [B, K]. @param x [B, C, H, W] in 0…1 */
export function classify(network: ClassifierNetwork, layers: ClassifierLayers, x: Tensor4D): Tensor2D {
  let state = firstClassifierState(network, layers, x.shape[0])
  for (let t = 0; t < network.glimpses; t++) state = classifierGlimpse(network, layers, x, state).state
  return logitsOf(state, layers)
}
