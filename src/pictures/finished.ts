import type { Drawing } from '../studio/drawing'

/** The finished pictures, σ(c_T) of each drawing: [count, C, H, W]. */
export function finished({ count, glimpses, channels, height, width, canvases }: Drawing): Uint8Array {
  const size = channels * height * width
  const out = new Uint8Array(count * size)
  for (let i = 0; i < count; i++) {
    const start = (i * glimpses + glimpses - 1) * size
    out.set(canvases.subarray(start, start + size), i * size)
  }
  return out
}
