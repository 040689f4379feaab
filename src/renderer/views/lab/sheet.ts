import { context2d } from '../../drawing/paint'
import type { Rect } from './stage'

/** Draws images as crisp squares, through one canvas that is kept. */
export class Sheet {
  readonly #canvas = new OffscreenCanvas(1, 1)
  readonly #context = context2d(this.#canvas)

  draw(context: CanvasRenderingContext2D, image: ImageData, { x, y, wide, tall }: Rect): void {
    if (this.#canvas.width < image.width) this.#canvas.width = image.width
    if (this.#canvas.height < image.height) this.#canvas.height = image.height
    this.#context.putImageData(image, 0, 0)
    context.imageSmoothingEnabled = false
    context.drawImage(this.#canvas, 0, 0, image.width, image.height, x, y, wide, tall)
  }
}
