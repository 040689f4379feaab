import type { Drawing } from '../../studio/drawing'
import type { Images } from '../components/pixels'

/**
 * Images over glimpses: drawn, another at each, as a {@link Drawing}; or read, the same at all of them,
 * `stills` [count, C, H, W].
 */
export type Film = Omit<Drawing, 'canvases' | 'nats'> &
  ({ readonly canvases: Uint8Array } | { readonly stills: Uint8Array })

/** A film's pictures as one stack. */
export const stackOf = (film: Film): Images => {
  const { channels, height, width } = film
  return { channels, height, width, images: 'stills' in film ? film.stills : film.canvases }
}

/** Where in the stack `image` (from 0) at glimpse `t` (from 1) lies. */
export const frameAt = (film: Film, image: number, t: number): number =>
  'stills' in film ? image : image * film.glimpses + t - 1
