export type Group = 'reconstructions' | 'samples'

/** The image that is shown large. */
export interface Chosen {
  readonly from: Group
  readonly image: number
}

export const nameOf = ({ from, image }: Chosen): string =>
  `${from === 'samples' ? 'Sample' : 'Image'} ${image + 1}`
