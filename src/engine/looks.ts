import type { Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'
import type { Named } from './compiled/scan'
import type { Feed } from './compiled/session'
import { encodingScan, evaluationScan, generationScan, reconstructionScan } from './drawScans'
import { Film } from './film'
import type { Evaluation, Model, Pictures } from './learner'
import type { Seen } from './look'
import { OpenLooks, type WeightsNow } from './openLooks'

const SCANS = {
  evaluate: evaluationScan,
  reconstruct: reconstructionScan,
  encode: encodingScan,
  generate: generationScan,
}
type Kind = keyof typeof SCANS

/**
 * What evaluates and draws, compiled when first asked for, for each number of images; for the engine tensorflow.
 *
 * Each look throws an Error that names what of the model cannot be compiled.
 */
export class Looks implements Model {
  private readonly looks: OpenLooks

  constructor(
    readonly network: Network,
    weights: WeightsNow,
  ) {
    this.looks = new OpenLooks(weights)
  }

  evaluate(x: Float32Array, noise: Float32Array): Evaluation {
    const { glimpses } = this.network
    const count = this.countOf(noise)
    const { evaluate } = this.look(['evaluate'], count, this.seeing('evaluate', x, noise))
    const { lx, lz } = evaluate as Record<'lx' | 'lz', Float32Array>
    return { lx, lz: lz.map((_, i) => lz[(i % glimpses) * count + Math.floor(i / glimpses)] as number) }
  }

  reconstruct(x: Float32Array, noise: Float32Array): Drawing {
    const count = this.countOf(noise)
    const seen = this.look(['reconstruct'], count, this.seeing('reconstruct', x, noise))
    return this.drawing(seen['reconstruct'], count)
  }

  encode(x: Float32Array): Float32Array {
    const { channels, height, width, glimpses, latent } = this.network
    const count = x.length / (channels * height * width)
    const noise = new Float32Array(glimpses * count * latent)
    const { encode } = this.look(['encode'], count, this.seeing('encode', x, noise))
    return (encode as Named<Float32Array>)['mu'] as Float32Array
  }

  generate(z: Float32Array): Drawing {
    const count = this.countOf(z)
    const seen = this.look(['generate'], count, this.dreaming(z))
    return this.drawing(seen['generate'], count)
  }

  pictures(x: Float32Array, noise: Float32Array, z: Float32Array, live: boolean): Omit<Pictures, 'canvas0'> {
    const count = this.countOf(noise)
    const feeds = { ...this.seeing('reconstruct', x, noise), ...this.dreaming(z) }
    const seen = this.look(['reconstruct', 'generate'], count, feeds, live)
    return {
      reconstructions: this.drawing(seen['reconstruct'], count),
      samples: this.drawing(seen['generate'], count),
    }
  }

  dispose(): void {
    this.looks.close()
  }

  /** What scans make of `count` images with the weights as they are. */
  private look(kinds: readonly Kind[], count: number, feeds: Named<Feed>, live = false): Seen {
    const scans = () => Object.fromEntries(kinds.map((kind) => [kind, SCANS[kind](this.network, count)]))
    return this.looks.run([...kinds, count].join(), scans, feeds, live)
  }

  private seeing(kind: Kind, x: Float32Array, noise: Float32Array): Named<Feed> {
    return {
      [`${kind}.data.x`]: imagesOf(this.network, x),
      [`${kind}.input.z`]: latentsOf(this.network, noise),
    }
  }

  private dreaming(z: Float32Array): Named<Feed> {
    return { 'generate.input.z': latentsOf(this.network, z) }
  }

  private drawing(parts: Named<Float32Array> = {}, count: number): Drawing {
    return new Film(this.network, count).putAll(parts).finished<Drawing>()
  }

  private countOf(z: Float32Array): number {
    return z.length / (this.network.glimpses * this.network.latent)
  }
}

/** [B, C, H, W] */
export const imagesOf = (
  { channels, height, width }: Pick<Network, 'channels' | 'height' | 'width'>,
  x: Float32Array,
): Feed => ({
  values: x,
  shape: [x.length / (channels * height * width), channels, height, width],
})
/** [T, B, z] */
export const latentsOf = ({ glimpses, latent }: Network, z: Float32Array): Feed => ({
  values: z,
  shape: [glimpses, z.length / (glimpses * latent), latent],
})
