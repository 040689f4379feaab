import type { PictureChoices, Preview } from '../../../studio/pictures'
import { decode } from './decode'
import { fitted } from './fit'

/** The pictures in `samples` as an import with these choices stores them. @throws StudioError when one is damaged */
export function previewOf(samples: readonly Uint8Array[], choices: PictureChoices): Preview {
  const { height, width, colour } = choices
  const channels = colour === 'grey' ? 1 : 3
  const size = channels * height * width
  const images = new Uint8Array(samples.length * size)
  samples.forEach((bytes, i) => images.set(fitted(decode(bytes), choices), i * size))
  return { channels, height, width, images }
}
