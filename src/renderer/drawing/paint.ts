import { pixelsOf, type Images } from '../components/pixels'
import type { Film } from './film'
import { borderOf, patchesOf, squareOf, windowAt, type Side } from './window'

/** Image `index` of a stack with its upper left corner at `x`, `y`, device pixels. */
export interface Placed {
  readonly index: number
  readonly x: number
  readonly y: number
}

/** A picture with its upper left corner at `x`, `y`, device pixels. */
export interface Picture {
  readonly pixels: ImageData
  readonly x: number
  readonly y: number
}

/** CSS pixels a border is thick for each of the image's; a large picture is not to be hidden behind it. */
const MOST_BORDER = 4

export interface BoxColours {
  readonly read: string
  readonly write: string
}

/** The boxes' colours: they lie on black in both themes. */
export function boxColours(element: Element): BoxColours {
  const style = getComputedStyle(element)
  return { read: style.getPropertyValue('--canvas-read'), write: style.getPropertyValue('--canvas-write') }
}

export function context2d(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser gives no 2-D canvas')
  return context
}

/** Draws small images as crisp squares. It keeps one sheet of them, so that each draw is one upload. */
export class Painter {
  readonly #sheet = new OffscreenCanvas(1, 1)
  readonly #context = context2d(this.#sheet)

  /** Draws each of `placed`, every pixel `scale` device pixels wide and high. */
  images(context: CanvasRenderingContext2D, images: Images, placed: readonly Placed[], scale: number): void {
    const pictures = placed.map(({ index, x, y }) => ({ pixels: pixelsOf(images, index), x, y }))
    this.pictures(context, pictures, scale)
  }

  /** Draws `pictures` of one size, every pixel `scale` device pixels wide and high. */
  pictures(context: CanvasRenderingContext2D, pictures: readonly Picture[], scale: number): void {
    const [first] = pictures
    if (!first) return
    const { width, height } = first.pixels
    const columns = Math.ceil(Math.sqrt(pictures.length))
    const rows = Math.ceil(pictures.length / columns)
    const corner = (i: number) => [(i % columns) * width, Math.floor(i / columns) * height] as const
    if (this.#sheet.width < columns * width || this.#sheet.height < rows * height) {
      this.#sheet.width = columns * width
      this.#sheet.height = rows * height
    }
    pictures.forEach(({ pixels }, i) => this.#context.putImageData(pixels, ...corner(i)))
    context.imageSmoothingEnabled = false
    pictures.forEach(({ x, y }, i) =>
      context.drawImage(this.#sheet, ...corner(i), width, height, x, y, width * scale, height * scale),
    )
  }
}

/** Draws the windows of `image` at glimpse `t`, clipped to the picture at `x`, `y`. */
export function paintBoxes(
  context: CanvasRenderingContext2D,
  film: Film,
  { image, t, sides }: { image: number; t: number; sides: readonly Side[] },
  { x, y, scale, ratio }: { x: number; y: number; scale: number; ratio: number },
  colours: BoxColours,
): void {
  for (const side of sides) {
    const window = windowAt(film, side, image, t)
    const patches = patchesOf(film, side)
    if (!window || !patches) continue
    const square = squareOf(window, patches.n)
    context.save()
    context.beginPath()
    context.rect(x, y, film.width * scale, film.height * scale)
    context.clip()
    context.strokeStyle = colours[side]
    const thick = Math.max(ratio, borderOf(window) * Math.min(scale, MOST_BORDER * ratio))
    context.lineWidth = Math.round(thick)
    // Whole device pixels are covered, so that lines are crisp.
    const at = (place: number) => Math.round(place) + (context.lineWidth % 2) / 2
    const [left, top] = [at(x + square.left * scale), at(y + square.top * scale)]
    const across = Math.round(square.side * scale)
    context.strokeRect(left, top, across, across)
    context.restore()
  }
}
