import type { Drawing } from '../studio/drawing'

/**
 * A drawing for tests: canvas t of drawing i is all 10·i + t, its write box counts up from 0 over
 * [count, T, 5].
 */
export function countingDrawing(size: {
  count: number
  glimpses: number
  channels: number
  height: number
  width: number
  writeSize?: number
}): Drawing {
  const { count, glimpses, channels, height, width, writeSize } = size
  const pixels = channels * height * width
  return {
    count,
    glimpses,
    channels,
    height,
    width,
    canvases: Uint8Array.from({ length: count * glimpses * pixels }, (_, i) => {
      const frame = Math.floor(i / pixels)
      return 10 * Math.floor(frame / glimpses) + (frame % glimpses)
    }),
    ...(writeSize && {
      write: Float32Array.from({ length: count * glimpses * 5 }, (_, i) => i),
      writePatches: new Uint8Array(count * glimpses * channels * writeSize ** 2),
    }),
  }
}
