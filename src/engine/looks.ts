import type { Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'
import { callGraph } from './compiled/callGraph'
import { savedModel } from './compiled/savedModel'
import { compileScan, type Scan } from './compiled/scan'
import { download, free, Session, type Feed, type NativeTensor } from './compiled/session'
import { evaluationScan, generationScan, reconstructionScan } from './drawScans'
import { Film, type Part } from './film'
import type { Evaluation, Model } from './learner'

/** The weights to look with, in the order of paramShapes; what is in TensorFlow is freed after each look. */
export type WeightsNow = () => readonly (Feed | NativeTensor)[]

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
    const { lx, lz } = this.look('evaluate', count, {
      'data.x': imagesOf(this.network, x),
      input: latentsOf(this.network, noise),
    }) as Record<'lx' | 'lz', Float32Array>
    return { lx, lz: lz.map((_, i) => lz[(i % glimpses) * count + Math.floor(i / glimpses)] as number) }
  }

  reconstruct(x: Float32Array, noise: Float32Array): Drawing {
    return this.draw('reconstruct', this.countOf(noise), {
      'data.x': imagesOf(this.network, x),
      input: latentsOf(this.network, noise),
    })
  }

  generate(z: Float32Array): Drawing {
    return this.draw('generate', this.countOf(z), { input: latentsOf(this.network, z) })
  }

  dispose(): void {
    for (const { session } of this.opened.values()) session.close()
    this.opened.clear()
  }

  /** What a scan makes of `count` images with the weights as they are: [T, count, …] or [count] each. */
  private look(kind: keyof typeof SCANS, count: number, feeds: Record<string, Feed>): Seen {
    const key = `${kind}_${count}`
    const look = this.opened.get(key) ?? openLook(key, SCANS[kind](this.network, count))
    this.opened.set(key, look)
    const { session, scan, results } = look
    const weights = this.weights()
    const given = Object.keys(scan.params).map((name, i) => [`param.${name}`, weights[i]] as const)
    const values = session.run(
      { ...Object.fromEntries(given), ...feeds } as Record<string, Feed>,
      results.map((name) => `result.${name}`),
    )
    const arrays = values.map(download)
    free([...values, ...weights.filter((each) => 'id' in each)])
    return Object.fromEntries(results.map((name, i) => [name, arrays[i] as Float32Array]))
  }

  private draw(kind: keyof typeof SCANS, count: number, feeds: Record<string, Feed>): Drawing {
    const { glimpses } = this.network
    const film = new Film(this.network, count)
    for (const [part, values] of Object.entries(this.look(kind, count, feeds))) {
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

type Seen = Record<string, Float32Array>
const SCANS = { evaluate: evaluationScan, reconstruct: reconstructionScan, generate: generationScan }

/** A graph that computes from weights it is given. */
interface Look {
  readonly session: Session
  readonly scan: Scan
  readonly results: readonly string[]
}

function openLook(name: string, scan: Scan): Look {
  // Run seldom: what XLA would save is less than what it takes to compile.
  const compiled = compileScan(name, scan, { xla: false })
  return { session: new Session(savedModel(callGraph(compiled, scan))), scan, results: compiled.results }
}
