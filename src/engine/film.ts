import type { Tensor } from '@tensorflow/tfjs-core'
import type { Network } from '../draw/network'
import type { Named } from './compiled/scan'

type Sizes = Pick<Network, 'channels' | 'height' | 'width' | 'glimpses'>

/** Parts that are numbers of 0…255. */
const IN_BYTES = ['canvases', 'readPatches', 'writePatches']

/**
 * A drawing or a reading, filled glimpse by glimpse, so that never more than one canvas of each image is held as floats.
 * Call `add` inside tidy, T times.
 */
export class Film {
  private readonly parts: Record<string, Float32Array | Uint8Array> = {}
  private t = 0

  constructor(
    private readonly sizes: Sizes,
    private readonly count: number,
  ) {}

  /** @param exposure parts of the next glimpse, [count, …] each */
  add(exposure: Named<Tensor>): void {
    for (const [part, values] of Object.entries(exposure)) this.put(part, values.dataSync(), this.t)
    this.t++
  }

  /** Puts `values`, [count, …], at step t of `part`, [count, T, …]. */
  private put(
    part: string,
    values: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> },
    t: number,
  ): void {
    const { glimpses } = this.sizes
    const target = (this.parts[part] ??= IN_BYTES.includes(part)
      ? new Uint8Array(values.length * glimpses)
      : new Float32Array(values.length * glimpses))
    const each = values.length / this.count
    for (let i = 0; i < this.count; i++)
      target.set(values.subarray(i * each, (i + 1) * each), (i * glimpses + t) * each)
  }

  /** Puts all glimpses of `parts`, [T, count, …] each. */
  putAll(parts: Named<Float32Array>): this {
    const { glimpses } = this.sizes
    for (const [part, values] of Object.entries(parts)) {
      const each = values.length / glimpses
      for (let t = 0; t < glimpses; t++) this.put(part, values.subarray(t * each, (t + 1) * each), t)
    }
    return this
  }

  /** What was filled, with its sizes. */
  finished<D>(): D {
    const { channels, height, width, glimpses } = this.sizes
    return { count: this.count, glimpses, channels, height, width, ...this.parts } as D
  }
}
