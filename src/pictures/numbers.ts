import type { Drawing } from '../studio/drawing'
import type { Nearest } from '../studio/trainer'
import { provenanceText, type Provenance } from './provenance'

/** An array as NPZ keeps it. */
export type NumberArray =
  | { readonly shape: number[]; readonly dtype: 'u1'; readonly data: Uint8Array }
  | { readonly shape: number[]; readonly dtype: 'i4'; readonly data: Int32Array }
  | { readonly shape: number[]; readonly dtype: 'f4'; readonly data: Float32Array }

/**
 * The numbers behind a picture, by the names its NPZ has: canvases, boxes and patches shaped as in
 * {@link Drawing}, `seed`, `step`, and `meta`, the provenance as UTF-8 JSON.
 */
export function numbersOf(
  drawing: Drawing,
  provenance: Provenance,
  nearest?: Nearest,
): Record<string, NumberArray> {
  const { count, glimpses, channels, height, width } = drawing
  const bytes = (data: Uint8Array, shape: number[]): NumberArray => ({ shape, dtype: 'u1', data })
  const floats = (data: Float32Array, shape: number[]): NumberArray => ({ shape, dtype: 'f4', data })
  const whole = (values: number[], shape: number[]): NumberArray => ({
    shape,
    dtype: 'i4',
    data: Int32Array.from(values),
  })
  const boxes = [count, glimpses, 5]
  const patches = (data: Uint8Array): NumberArray => {
    const size = Math.sqrt(data.length / (count * glimpses * channels))
    return bytes(data, [count, glimpses, channels, size, size])
  }
  const meta = new TextEncoder().encode(JSON.stringify(provenanceText(provenance)))
  return {
    canvases: bytes(drawing.canvases, [count, glimpses, channels, height, width]),
    ...(drawing.read && { read: floats(drawing.read, boxes) }),
    ...(drawing.write && { write: floats(drawing.write, boxes) }),
    ...(drawing.readPatches && { read_patches: patches(drawing.readPatches) }),
    ...(drawing.writePatches && { write_patches: patches(drawing.writePatches) }),
    ...(drawing.nats && { nats: floats(drawing.nats, [count, glimpses]) }),
    ...(nearest && {
      nearest: bytes(nearest.images, [count, channels, height, width]),
      nearest_index: whole(nearest.indices, [count]),
      nearest_distance: floats(Float32Array.from(nearest.distances), [count]),
    }),
    seed: whole([provenance.seed], []),
    step: whole([provenance.checkpoint], []),
    meta: bytes(meta, [meta.length]),
  }
}
