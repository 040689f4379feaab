import { concat, mul, round, sigmoid, slice, sqrt, type Tensor } from '@tensorflow/tfjs-core'
import type { Written } from '../draw/decode'
import type { Window } from '../draw/filterbank'
import type { Read } from '../draw/glimpse'
import type { Network } from '../draw/network'
import { BOX, type Drawing } from '../studio/drawing'

/** What one glimpse leaves to look at. */
export interface Shot {
  /** c_t, [count, C, H, W] */
  readonly canvas: Tensor
  readonly read?: Read
  readonly written?: Written
  /** Lz of this glimpse, [count] */
  readonly lz?: Tensor
}

/**
 * A drawing filled glimpse by glimpse, so that never more than one canvas of each image is held as floats.
 * Call `add` inside tidy, T times.
 */
export class Film {
  private readonly canvases: Uint8Array
  private readonly parts: Partial<Record<'read' | 'write' | 'nats', Float32Array>> = {}
  private readonly patches: Partial<Record<'readPatches' | 'writePatches', Uint8Array>> = {}
  private t = 0

  constructor(
    private readonly network: Network,
    private readonly count: number,
  ) {
    const { channels, height, width, glimpses } = network
    this.canvases = new Uint8Array(count * glimpses * channels * height * width)
  }

  add({ canvas, read, written, lz }: Shot): void {
    this.put(this.canvases, bytesOf(sigmoid(canvas)))
    if (read) {
      this.put((this.parts.read ??= this.floats(BOX.length)), boxes(read.window))
      const [count, , n] = read.patch.shape
      const seen = slice(read.patch, 0, [count, this.network.channels, n, n])
      this.put((this.patches.readPatches ??= this.bytes(seen)), bytesOf(seen))
    }
    if (written) {
      this.put((this.parts.write ??= this.floats(BOX.length)), boxes(written.window))
      const ink = sigmoid(written.patch)
      this.put((this.patches.writePatches ??= this.bytes(ink)), bytesOf(ink))
    }
    if (lz) this.put((this.parts.nats ??= this.floats(1)), lz)
    this.t++
  }

  drawing(): Drawing {
    const { channels, height, width, glimpses } = this.network
    const { count, canvases, parts, patches } = this
    return { count, glimpses, channels, height, width, canvases, ...parts, ...patches }
  }

  private floats(each: number): Float32Array {
    return new Float32Array(this.count * this.network.glimpses * each)
  }
  private bytes({ size }: Tensor): Uint8Array {
    return new Uint8Array(size * this.network.glimpses)
  }

  /** Puts `values`, [count, …], at step t of `target`, [count, T, …]. */
  private put(target: Float32Array | Uint8Array, values: Tensor): void {
    const each = values.size / this.count
    const data = values.dataSync()
    for (let i = 0; i < this.count; i++)
      target.set(data.subarray(i * each, (i + 1) * each), (i * this.network.glimpses + this.t) * each)
  }
}

/** 0…1 as 0…255. */
const bytesOf = (values: Tensor): Tensor => round(mul(values, 255))

/** {@link BOX} of a window: [count, 5]. */
const boxes = ({ gX, gY, stride, variance, intensity }: Window): Tensor =>
  concat([gX, gY, stride, sqrt(variance), intensity], 1)
