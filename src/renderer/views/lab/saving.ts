import { context2d } from '../../drawing/paint'
import { encodedPng } from '../../saving/png'
import type { Figure, Tile } from './figure'
import { PAPER, svgOf } from './figureSvg'
import { pixelsIn } from './pictures'

/** Pictures are kept at least so large, whole squares a pixel: other programs smooth small ones. */
const LEAST = 240
/** Pixels of a PNG for a unit of its figure. */
const DENSITY = 3

/** A tile's picture as a PNG's data URL. */
export function hrefOf({ picture, tones }: Pick<Tile, 'picture' | 'tones'>): string {
  const scale = Math.max(1, Math.ceil(LEAST / Math.max(picture.width, picture.height)))
  const small = new OffscreenCanvas(picture.width, picture.height)
  context2d(small).putImageData(pixelsIn(picture, tones), 0, 0)
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * scale
  canvas.height = picture.height * scale
  const context = canvas.getContext('2d')
  if (context) {
    context.imageSmoothingEnabled = false
    context.drawImage(small, 0, 0, canvas.width, canvas.height)
  }
  return canvas.toDataURL()
}

/** A figure on white, as text. */
export const figureSvg = (figure: Figure, metadata: Readonly<Record<string, unknown>>): Blob =>
  new Blob([svgOf(figure, PAPER, hrefOf, metadata)], { type: 'image/svg+xml' })

/** The same in pixels; a worker encodes them. Text is of ASCII. */
export async function figurePng(figure: Figure, metadata: Readonly<Record<string, unknown>>): Promise<Blob> {
  const url = URL.createObjectURL(figureSvg(figure, metadata))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = new OffscreenCanvas(DENSITY * figure.wide, DENSITY * figure.tall)
    const context = context2d(canvas)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await encodedPng(context.getImageData(0, 0, canvas.width, canvas.height), metadata)
  } finally {
    URL.revokeObjectURL(url)
  }
}
