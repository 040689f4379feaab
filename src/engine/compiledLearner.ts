import type { Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'
import { BETA2, EPSILON } from './adam'
import { callGraph } from './compiled/callGraph'
import { savedModel } from './compiled/savedModel'
import { compileScan, type Scan } from './compiled/scan'
import { download, free, Session, type Feed } from './compiled/session'
import { Training, type CompileOptions } from './compiled/training'
import { evaluationScan, generationScan, reconstructionScan, trainingScan } from './drawScans'
import { Film, type Part } from './film'
import type { Learner, LearnerState } from './learner'
import { shardsFor } from './shards'
import { startingState } from './state'

export interface CompiledLearner extends Learner {
  /** Why the step runs without XLA; undefined when it does not. */
  readonly withoutXla: string | undefined
}

/**
 * A learner whose step is one TensorFlow graph, for the engine tensorflow.
 *
 * Exact as the eager learner is: with the same options the same steps give the same numbers to the last bit.
 * What evaluates and draws is compiled when first asked for, for each number of images.
 * @param initial a state, or the seed of a new one
 * @param batch images in every step
 * @throws StudioError when the state belongs to another network
 * @throws Error naming what of the model cannot be compiled
 */
export function createCompiledLearner(
  network: Network,
  initial: LearnerState | number,
  batch: number,
  options: CompileOptions = { xla: true, shards: shardsFor(network, batch) },
): CompiledLearner {
  const { channels, height, width, glimpses, latent } = network
  const images = (x: Float32Array): Feed => ({
    values: x,
    shape: [x.length / (channels * height * width), channels, height, width],
  })
  const latents = (z: Float32Array): Feed => ({
    values: z,
    shape: [glimpses, z.length / (glimpses * latent), latent],
  })

  const { updates: taken, params, m, v } = startingState(network, initial)
  let updates = taken
  const scan = trainingScan(network, batch / options.shards)
  const training = new Training(scan, 'bound', options, { value: params, m, v })
  const looks = new Map<string, Look>()

  /** What a scan makes of `count` images with the weights as they are: [T, count, …] or [count] each. */
  function look(kind: keyof typeof LOOKS, count: number, feeds: Record<string, Feed>): Seen {
    const key = `${kind}_${count}`
    const { session, scan, results } = looks.get(key) ?? openLook(key, LOOKS[kind](network, count))
    looks.set(key, { session, scan, results })
    const weights = training.weights()
    const given = Object.keys(scan.params).map((name, i) => [`param.${name}`, weights[i]] as const)
    const values = session.run(
      { ...Object.fromEntries(given), ...feeds } as Record<string, Feed>,
      results.map((name) => `result.${name}`),
    )
    const arrays = values.map(download)
    free([...values, ...weights])
    return Object.fromEntries(results.map((name, i) => [name, arrays[i] as Float32Array]))
  }

  function draw(kind: keyof typeof LOOKS, count: number, feeds: Record<string, Feed>): Drawing {
    const film = new Film(network, count)
    for (const [part, values] of Object.entries(look(kind, count, feeds))) {
      const each = values.length / glimpses
      for (let t = 0; t < glimpses; t++) film.put(part as Part, values.subarray(t * each, (t + 1) * each), t)
    }
    return film.drawing()
  }

  const countOf = (z: Float32Array) => z.length / (glimpses * latent)
  return {
    network,
    withoutXla: training.refused,
    step(x, noise, { learningRate, beta1, clip }) {
      if (countOf(noise) !== batch)
        throw new RangeError(`This step was compiled for ${batch} images and was given ${countOf(noise)}`)
      updates++
      const { bound, lx, lz, norm } = training.step(
        { 'data.x': images(x), input: latents(noise) },
        {
          rate: learningRate,
          beta1,
          beta1Power: beta1 ** updates,
          beta2: BETA2,
          beta2Power: BETA2 ** updates,
          epsilon: EPSILON * Math.sqrt(1 - BETA2 ** updates),
          clip,
        },
      ) as Record<'bound' | 'lx' | 'lz' | 'norm', number>
      return { bound, lx, lz, gradNorm: norm }
    },
    evaluate(x, noise) {
      const count = countOf(noise)
      const { lx, lz } = look('evaluate', count, { 'data.x': images(x), input: latents(noise) }) as Record<
        'lx' | 'lz',
        Float32Array
      >
      return { lx, lz: lz.map((_, i) => lz[(i % glimpses) * count + Math.floor(i / glimpses)] as number) }
    },
    reconstruct: (x, noise) =>
      draw('reconstruct', countOf(noise), { 'data.x': images(x), input: latents(noise) }),
    generate: (z) => draw('generate', countOf(z), { input: latents(z) }),
    state() {
      const { value, m, v } = training.read()
      return { params: { ...value }, m: { ...m }, v: { ...v }, updates }
    },
    load(state) {
      const { updates: taken, params, m, v } = startingState(network, state)
      training.write({ value: params, m, v })
      updates = taken
    },
    dispose() {
      for (const { session } of looks.values()) session.close()
      training.close()
    },
  }
}

type Seen = Record<string, Float32Array>
const LOOKS = { evaluate: evaluationScan, reconstruct: reconstructionScan, generate: generationScan }

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
