import { patchesOf, placeOf } from '../../../drawing/window'
import type { Picture } from '../attention'
import { canvasBefore, errorOf, pictureOf, stretchedTones, tonesOf, writtenAt, type Tones } from '../pictures'
import { hrefOf } from '../saving'
import type { Scene } from '../scene'
import type { PartName } from './parts'

/** What the parts of a network held at glimpse `t` of `image`. */
export function picturesAt(
  { film, images, given }: Scene,
  image: number,
  t: number,
): Partial<Record<PartName | 'input', { href: string; label: string }>> {
  const x = given ? pictureOf(images, image) : undefined
  const before = canvasBefore(film, image, t)
  const read = patchesOf(film, 'read')
  const patch =
    read &&
    pictureOf({ ...film, images: read.patches, height: read.n, width: read.n }, placeOf(film, image, t))
  const written = writtenAt(film, image, t)
  const canvas =
    'canvases' in film ? pictureOf({ ...film, images: film.canvases }, placeOf(film, image, t)) : undefined
  const error = x && before && errorOf(x, before)
  const shown = (name: PartName | 'input', picture: Picture | undefined, label: string, tones?: Tones) =>
    picture ? { [name]: { href: hrefOf({ picture, tones: tones ?? tonesOf(picture) }), label } } : {}
  return {
    ...shown('input', x, 'The picture x'),
    ...shown('error', error, `Error image at glimpse ${t}`, { black: -1, white: 1 }),
    ...shown('read', patch, `Patch read at glimpse ${t}`),
    ...shown('write', written, `Patch written at glimpse ${t}`, written && stretchedTones(written)),
    ...shown('canvas', canvas, `Canvas after glimpse ${t}`),
  }
}
