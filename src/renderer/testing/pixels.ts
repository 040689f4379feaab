/** A room of `wide` × `tall` CSS pixels to render a component into. */
export function roomOf(wide: number, tall: number): HTMLElement {
  const room = document.createElement('div')
  room.style.width = `${wide}px`
  room.style.height = `${tall}px`
  document.body.append(room)
  return room
}

/** Red, green and blue of a canvas at `x`, `y`, its own pixels. */
export function pixelOf(canvas: HTMLCanvasElement, x: number, y: number): number[] {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2-D context')
  return [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)]
}

/** The frame after the next: what was changed now has been drawn by then. */
export const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

export function canvasIn(element: Element): HTMLCanvasElement {
  const canvas = element.querySelector('canvas')
  if (!canvas) throw new Error('no canvas')
  return canvas
}
