import { codeOf } from '../studio/plan'
import type { Album } from './album'
import { provenanceText, type Provenance } from './provenance'

/** An array as NPZ and safetensors keep it. */
export type NumberArray =
  | { readonly shape: number[]; readonly dtype: 'u1'; readonly data: Uint8Array }
  | { readonly shape: number[]; readonly dtype: 'i4'; readonly data: Int32Array }
  | { readonly shape: number[]; readonly dtype: 'f4'; readonly data: Float32Array }

export const bytesArray = (data: Uint8Array, shape: number[]): NumberArray => ({ shape, dtype: 'u1', data })
export const floatsArray = (data: Float32Array, shape: number[]): NumberArray => ({
  shape,
  dtype: 'f4',
  data,
})
export const wholeArray = (values: readonly number[], shape: number[]): NumberArray => ({
  shape,
  dtype: 'i4',
  data: Int32Array.from(values),
})

/**
 * The numbers behind drawings, by the names their files have: canvases, boxes and patches shaped as in
 * {@link Drawing}, `z` [count, T, z], the `checkpoint` of each, its `seed` (−1 without one) and its place `index`
 * (from 0) among the samples of the seed or the validation images; `seed` and `step` alone where all have the same.
 */
export function numbersOf({ drawing, items, z, nearest }: Album): Record<string, NumberArray> {
  const { count, glimpses, channels, height, width } = drawing
  const boxes = [count, glimpses, 5]
  const patches = (data: Uint8Array): NumberArray => {
    const size = Math.sqrt(data.length / (count * glimpses * channels))
    return bytesArray(data, [count, glimpses, channels, size, size])
  }
  const seeds = items.map(({ point }) => ('seed' in point ? point.seed : -1))
  const indices = items.map(({ point }) =>
    'index' in point ? point.index : 'place' in point ? point.place : -1,
  )
  const steps = items.map(({ checkpoint }) => checkpoint)
  return {
    canvases: bytesArray(drawing.canvases, [count, glimpses, channels, height, width]),
    ...(drawing.read && { read: floatsArray(drawing.read, boxes) }),
    ...(drawing.write && { write: floatsArray(drawing.write, boxes) }),
    ...(drawing.readPatches && { read_patches: patches(drawing.readPatches) }),
    ...(drawing.writePatches && { write_patches: patches(drawing.writePatches) }),
    ...(drawing.nats && { nats: floatsArray(drawing.nats, [count, glimpses]) }),
    ...(z && { z: floatsArray(z, [count, glimpses, z.length / (count * glimpses)]) }),
    ...(nearest && {
      nearest: bytesArray(nearest.images, [count, channels, height, width]),
      nearest_index: wholeArray(nearest.indices, [count]),
      nearest_distance: floatsArray(Float32Array.from(nearest.distances), [count]),
    }),
    steps: wholeArray(steps, [count]),
    seeds: wholeArray(seeds, [count]),
    indices: wholeArray(indices, [count]),
    ...(same(seeds) && seeds[0] !== -1 && { seed: wholeArray(seeds.slice(0, 1), []) }),
    ...(same(steps) && { step: wholeArray(steps.slice(0, 1), []) }),
  }
}

const same = (values: readonly number[]): boolean => values.every((value) => value === values[0])

/** What made a file and each drawing in it, as an array of UTF-8 JSON. */
export function metaOf(made: Provenance, { items }: Pick<Album, 'items'>): NumberArray {
  const drawings = items.map(({ point }) => codeOf(point))
  const meta = new TextEncoder().encode(JSON.stringify({ ...provenanceText(made), drawings }))
  return bytesArray(meta, [meta.length])
}
