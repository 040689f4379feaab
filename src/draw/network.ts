import type { Tensor2D, Tensor1D } from '@tensorflow/tfjs-core'
import { normals } from '../random/generator'

/** Sizes of a DRAW network. Images are [B, C, H, W]: B images, C channels, H rows, W columns. */
export interface Network {
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly attention: boolean
  /** T */
  readonly glimpses: number
  /** Units h of the encoder's and the decoder's LSTM. */
  readonly hidden: number
  /** Size of z. */
  readonly latent: number
  /** N of the read window. */
  readonly readSize: number
  /** N of the write window. */
  readonly writeSize: number
}

/** The network for images of a size, by the settings of a run; whatever else the two hold is left out. */
export const networkOf = (
  { channels, height, width }: Pick<Network, 'channels' | 'height' | 'width'>,
  {
    attention,
    glimpses,
    hidden,
    latent,
    readSize,
    writeSize,
  }: Omit<Network, 'channels' | 'height' | 'width'>,
): Network => ({ channels, height, width, attention, glimpses, hidden, latent, readSize, writeSize })

/** Weights by name. Rows are inputs, columns outputs; biases are vectors. */
export type Params = Record<ParamName, Tensor2D | Tensor1D>
export type ParamName = string

/** Shape of every weight, by name, in the order files list them. */
export function paramShapes(n: Network): Record<ParamName, number[]> {
  const pixels = n.channels * n.height * n.width
  const read = 2 * (n.attention ? n.channels * n.readSize ** 2 : pixels)
  const patch = n.attention ? n.channels * n.writeSize ** 2 : pixels
  return {
    enc_w: [read + 2 * n.hidden, 4 * n.hidden],
    enc_b: [4 * n.hidden],
    dec_w: [n.latent + n.hidden, 4 * n.hidden],
    dec_b: [4 * n.hidden],
    q_w: [n.hidden, 2 * n.latent],
    q_b: [2 * n.latent],
    write_w: [n.hidden, patch],
    write_b: [patch],
    canvas0: [pixels],
    h_enc0: [n.hidden],
    h_dec0: [n.hidden],
    ...(n.attention && {
      read_att_w: [n.hidden, 5],
      read_att_b: [5],
      write_att_w: [n.hidden, 5],
      write_att_b: [5],
    }),
  }
}

/** How many numbers the network learns. */
export const paramCount = (n: Network): number =>
  Object.values(paramShapes(n)).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0)

/** Weights drawn from N(0, 1 / fan-in), biases, first canvas and first states 0. */
export function initialParams(n: Network, seed: number): Record<ParamName, Float32Array> {
  return Object.fromEntries(
    Object.entries(paramShapes(n)).map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1)
      if (shape.length === 1) return [name, new Float32Array(size)]
      const scale = 1 / Math.sqrt(shape[0] as number)
      return [name, normals(size, seed, `initial ${name}`).map((value) => value * scale)]
    }),
  )
}
