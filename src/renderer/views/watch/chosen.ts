import type { DrawnFrame, Drawing } from '../../../studio/drawing'

/** The image that the film strip and the glimpse panel are about. */
export interface Chosen {
  readonly from: 'reconstructions' | 'samples'
  readonly image: number
}

export const drawingOf = (frame: DrawnFrame, { from }: Chosen): Drawing => frame[from]

export const nameOf = ({ from, image }: Chosen): string =>
  `${from === 'samples' ? 'Sample' : 'Image'} ${image + 1}`
