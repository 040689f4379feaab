import { encode } from 'fast-png'

/** A figure's pixels, to become a PNG that says what it was made of. */
export interface PngRequest {
  readonly pixels: ImageData
  readonly text: Record<string, string>
}

addEventListener('message', ({ data: { pixels, text } }: MessageEvent<PngRequest>) => {
  const { data, width, height } = pixels
  postMessage(encode({ data, width, height, channels: 4, depth: 8, text }))
})
