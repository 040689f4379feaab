import type { Shapes } from './params'

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

/** Shape of every weight, by name, in the order files list them. */
export function paramShapes(n: Network): Shapes {
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
