import type { Network } from './network'
import type { Shapes } from './params'

/**
 * Sizes of a classifier by attention, section 4.1: a DRAW network's encoder alone, and a linear layer on its output.
 * Images are [B, C, H, W].
 */
export interface ClassifierNetwork extends Pick<
  Network,
  'channels' | 'height' | 'width' | 'attention' | 'glimpses' | 'hidden' | 'readSize'
> {
  /** K */
  readonly classes: number
}

/** The classifier of images of a size, by the settings of a run; whatever else the two hold is left out. */
export const classifierOf = (
  { channels, height, width }: Pick<Network, 'channels' | 'height' | 'width'>,
  { attention, glimpses, hidden, readSize }: Pick<Network, 'attention' | 'glimpses' | 'hidden' | 'readSize'>,
  classes: number,
): ClassifierNetwork => ({ channels, height, width, attention, glimpses, hidden, readSize, classes })

/** Shape of every weight, by name, in the order files list them. */
export function classifierShapes(n: ClassifierNetwork): Shapes {
  const read = n.channels * (n.attention ? n.readSize ** 2 : n.height * n.width)
  return {
    enc_w: [read + n.hidden, 4 * n.hidden],
    enc_b: [4 * n.hidden],
    out_w: [n.hidden, n.classes],
    out_b: [n.classes],
    h_enc0: [n.hidden],
    ...(n.attention && { read_att_w: [n.hidden, 5], read_att_b: [5] }),
  }
}
