import { reshape, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { linearOf, type Linear } from './linear'
import type { Network } from './network'
import type { ParamName, Params } from './params'

/** The weights as the equations use them; prepared once a step. */
export interface Layers {
  readonly encoder: Linear
  readonly decoder: Linear
  /** μ and log σ of z from h_enc. */
  readonly q: Linear
  /** w from h_dec. */
  readonly write: Linear
  /** The five numbers of a window from h_dec (eq. 21), for reading and for writing. */
  readonly attention?: { readonly read: Linear; readonly write: Linear }
  /** c_0, [1, C, H, W] */
  readonly canvas0: Tensor4D
  /** [h] */
  readonly hEnc0: Tensor1D
  readonly hDec0: Tensor1D
}

export function layersOf({ channels, height, width, attention }: Network, params: Params): Layers {
  const matrix = (name: ParamName) => params[name] as Tensor2D
  const vector = (name: ParamName) => params[name] as Tensor1D
  const layer = (name: string) => linearOf(matrix(`${name}_w`), vector(`${name}_b`))
  return {
    encoder: layer('enc'),
    decoder: layer('dec'),
    q: layer('q'),
    write: layer('write'),
    ...(attention && { attention: { read: layer('read_att'), write: layer('write_att') } }),
    canvas0: reshape(vector('canvas0'), [1, channels, height, width]),
    hEnc0: vector('h_enc0'),
    hDec0: vector('h_dec0'),
  }
}
