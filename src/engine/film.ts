import { concat, mul, round, sigmoid, slice, sqrt, type Tensor } from '@tensorflow/tfjs-core'
import type { Written } from '../draw/decode'
import type { Window } from '../draw/filterbank'
import type { Read } from '../draw/read'
import type { Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'

/** What one glimpse leaves to look at. */
export interface Shot {
  /** c_t, [count, C, H, W] */
  readonly canvas: Tensor
  readonly read?: Read
  readonly written?: Written
  /** Lz of this glimpse, [count] */
  readonly lz?: Tensor
}

/** The parts of a drawing, of one glimpse: [count, …] each. */
export type Exposure = { readonly [P in Part]?: Tensor }
export type Part = 'canvases' | 'read' | 'readPatches' | 'write' | 'writePatches' | 'nats'
const IN_BYTES: readonly Part[] = ['canvases', 'readPatches', 'writePatches']

/** A shot in the numbers that a drawing is made of. */
export function exposed({ channels }: Network, { canvas, read, written, lz }: Shot): Exposure {
  return {
    canvases: bytesOf(sigmoid(canvas)),
    ...(read && { read: boxes(read.window), readPatches: bytesOf(imageOf(read.patch, channels)) }),
    ...(written && { write: boxes(written.window), writePatches: bytesOf(sigmoid(written.patch)) }),
    ...(lz && { nats: lz }),
  }
}

/**
 * A drawing filled glimpse by glimpse, so that never more than one canvas of each image is held as floats.
 * Call `add` inside tidy, T times.
 */
export class Film {
  private readonly parts: Partial<Record<Part, Float32Array | Uint8Array>> = {}
  private t = 0

  constructor(
    private readonly network: Network,
    private readonly count: number,
  ) {}

  add(shot: Shot): void {
    for (const [part, values] of Object.entries(exposed(this.network, shot)) as [Part, Tensor][])
      this.put(part, values.dataSync(), this.t)
    this.t++
  }

  /** Puts `values`, [count, …], at step t of `part`, [count, T, …]. */
  put(
    part: Part,
    values: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> },
    t: number,
  ): void {
    const { glimpses } = this.network
    const target = (this.parts[part] ??= IN_BYTES.includes(part)
      ? new Uint8Array(values.length * glimpses)
      : new Float32Array(values.length * glimpses))
    const each = values.length / this.count
    for (let i = 0; i < this.count; i++)
      target.set(values.subarray(i * each, (i + 1) * each), (i * glimpses + t) * each)
  }

  drawing(): Drawing {
    const { channels, height, width, glimpses } = this.network
    return { count: this.count, glimpses, channels, height, width, ...this.parts } as Drawing
  }
}

/** 0…1 as 0…255. */
const bytesOf = (values: Tensor): Tensor => round(mul(values, 255))

/** Of image and error image, [count, 2C, N, N], the image. */
function imageOf(patch: Tensor, channels: number): Tensor {
  const [count = 0, , ...size] = patch.shape
  return slice(patch, [0, 0, 0, 0], [count, channels, ...size])
}

/** BOX of a window: [count, 5]. */
const boxes = ({ gX, gY, stride, variance, intensity }: Window): Tensor =>
  concat([gX, gY, stride, sqrt(variance), intensity], 1)
