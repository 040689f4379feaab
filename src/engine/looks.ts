import type { Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'
import type { Named } from './compiled/scan'
import { free, type Feed, type NativeTensor } from './compiled/session'
import { evaluationScan, generationScan, reconstructionScan } from './drawScans'
import { Film, type Part } from './film'
import type { Evaluation, Model, Pictures } from './learner'
import { Look, type Seen } from './look'

/** The weights to look with, in the order of paramShapes; what is in TensorFlow is freed after each look. */
export type WeightsNow = () => readonly (Feed | NativeTensor)[]

/** Live pictures that took so many ms are taken often enough for XLA: about what that takes to compile them. */
const XLA_AFTER = 1000
const SCANS = { evaluate: evaluationScan, reconstruct: reconstructionScan, generate: generationScan }
type Kind = keyof typeof SCANS

/**
 * What evaluates and draws, compiled when first asked for, for each number of images; for the engine tensorflow.
 *
 * Each look throws an Error that names what of the model cannot be compiled.
 */
export class Looks implements Model {
  private readonly opened = new Map<string, Look>()

  constructor(
    readonly network: Network,
    private readonly weights: WeightsNow,
  ) {}

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

  generate(z: Float32Array): Drawing {
    const count = this.countOf(z)
    const seen = this.look(['generate'], count, this.dreaming(z))
    return this.drawing(seen['generate'], count)
  }

  pictures(x: Float32Array, noise: Float32Array, z: Float32Array, live: boolean): Pictures {
    const count = this.countOf(noise)
    const feeds = { ...this.seeing('reconstruct', x, noise), ...this.dreaming(z) }
    const seen = this.look(['reconstruct', 'generate'], count, feeds, live)
    return {
      reconstructions: this.drawing(seen['reconstruct'], count),
      samples: this.drawing(seen['generate'], count),
    }
  }

  dispose(): void {
    for (const look of this.opened.values()) look.close()
    this.opened.clear()
  }

  /** What scans make of `count` images with the weights as they are. */
  private look(kinds: readonly Kind[], count: number, feeds: Named<Feed>, live = false): Seen {
    const key = [...kinds, count].join()
    const scans = () => Object.fromEntries(kinds.map((kind) => [kind, SCANS[kind](this.network, count)]))
    const look = this.opened.get(key) ?? new Look(scans(), XLA_AFTER)
    this.opened.set(key, look)
    const weights = this.weights()
    try {
      return look.run(weights, feeds, live)
    } finally {
      free(weights.filter((each) => 'id' in each))
    }
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
    const { glimpses } = this.network
    const film = new Film(this.network, count)
    for (const [part, values] of Object.entries(parts)) {
      const each = values.length / glimpses
      for (let t = 0; t < glimpses; t++) film.put(part as Part, values.subarray(t * each, (t + 1) * each), t)
    }
    return film.drawing()
  }

  private countOf(z: Float32Array): number {
    return z.length / (this.network.glimpses * this.network.latent)
  }
}

/** [B, C, H, W] */
export const imagesOf = ({ channels, height, width }: Network, x: Float32Array): Feed => ({
  values: x,
  shape: [x.length / (channels * height * width), channels, height, width],
})
/** [T, B, z] */
export const latentsOf = ({ glimpses, latent }: Network, z: Float32Array): Feed => ({
  values: z,
  shape: [glimpses, z.length / (glimpses * latent), latent],
})
