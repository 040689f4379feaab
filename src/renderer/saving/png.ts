import type { PngRequest } from './png.worker'
import PngWorker from './png.worker?worker'

/** Pixels as a PNG that says in its text what it was made of; a worker encodes it. Text is of ASCII. */
export function encodedPng(pixels: ImageData, metadata: Readonly<Record<string, unknown>>): Promise<Blob> {
  const text = Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replace(/[^\x20-\x7e]/g, '?') : JSON.stringify(value),
    ]),
  )
  const worker = new PngWorker()
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) =>
      resolve(new Blob([data], { type: 'image/png' }))
    worker.onerror = ({ message }) => reject(new Error(message))
    const request: PngRequest = { pixels, text }
    worker.postMessage(request, [pixels.data.buffer])
  }).finally(() => worker.terminate())
}
