import {
  add,
  mean,
  tensor3d,
  tensor4d,
  tidy,
  type Scalar,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { bound, noiseAt } from '../draw/bound'
import { decode, firstDecoderState } from '../draw/decode'
import { firstState, glimpse, type GlimpseOutputs, type GlimpseState } from '../draw/glimpse'
import { layersOf } from '../draw/layers'
import { reconstructionLoss } from '../draw/loss'
import { paramShapes, type Network } from '../draw/network'
import type { Drawing } from '../studio/drawing'
import { exposed, firstCanvas } from './exposure'
import { Film } from './film'
import type { Evaluation, Learner, LearnerState, Optimizer, StepResult } from './learner'
import { unroll } from './unroll'
import { Weights } from './weights'

/**
 * A learner that runs each operation of src/draw as it comes, in the engine that is open.
 *
 * On one engine and machine the same steps give the same numbers to the last bit, also after
 * `state()` and `load()`.
 * @param initial a state, or the seed of a new one
 * @throws StudioError when the state belongs to another network
 */
export function createLearner(network: Network, initial: LearnerState | number): Learner {
  const { channels, height, width, glimpses, latent } = network
  const weights = new Weights(paramShapes(network), initial)

  const imagesOf = (x: Float32Array): Tensor4D =>
    tensor4d(x, [x.length / (channels * height * width), channels, height, width])
  const noiseOf = (noise: Float32Array): Tensor3D =>
    tensor3d(noise, [glimpses, noise.length / (glimpses * latent), latent])

  function step(x: Float32Array, noise: Float32Array, optimizer: Optimizer): StepResult {
    const [total, lx, lz, gradNorm] = weights.descend((params) => {
      const { lx, lz } = bound(network, layersOf(network, params), imagesOf(x), noiseOf(noise))
      const parts = [mean<Scalar>(lx), mean<Scalar>(lz)] as const
      return [add<Scalar>(...parts), ...parts] // (12)
    }, optimizer) as [number, number, number, number]
    return { bound: total, lx, lz, gradNorm }
  }

  /** The glimpses at `x`, one after the other; only the state outlives each. @returns Lx of each image */
  function look(
    x: Float32Array,
    noise: Float32Array,
    see: (state: GlimpseState, outputs: GlimpseOutputs, t: number) => void,
  ): Float32Array {
    let lx: Float32Array = new Float32Array(0)
    tidy(() => {
      const [images, epsilon, layers] = [imagesOf(x), noiseOf(noise), layersOf(network, weights.params)]
      const { canvas } = unroll(
        glimpses,
        () => firstState(network, layers, images.shape[0]),
        (state, t) => {
          const next = glimpse(network, layers, images, noiseAt(epsilon, t), state)
          see(next.state, next.outputs, t)
          return next.state
        },
      )
      lx = Float32Array.from(reconstructionLoss(images, canvas).dataSync())
    })
    return lx
  }

  function reconstruct(x: Float32Array, noise: Float32Array): Drawing {
    const film = new Film(network, x.length / (channels * height * width))
    look(x, noise, ({ canvas }, outputs) => film.add(exposed(network, { canvas, ...outputs })))
    return film.finished<Drawing>()
  }

  function encode(x: Float32Array): Float32Array {
    const each = (x.length / (channels * height * width)) * latent
    const mu = new Float32Array(glimpses * each)
    look(x, new Float32Array(mu.length), (_, outputs, t) => mu.set(outputs.mu.dataSync(), t * each))
    return mu
  }

  function generate(z: Float32Array): Drawing {
    const count = z.length / (glimpses * latent)
    const film = new Film(network, count)
    tidy(() => {
      const [latents, layers] = [noiseOf(z), layersOf(network, weights.params)]
      unroll(
        glimpses,
        () => firstDecoderState(network, layers, count),
        (state, t) => {
          const next = decode(network, layers, noiseAt(latents, t), state) // (13)–(15)
          const { canvas } = next.state
          film.add(exposed(network, { canvas, ...(next.written && { written: next.written }) }))
          return next.state
        },
      )
    })
    return film.finished<Drawing>()
  }

  return {
    network,
    step,
    evaluate(x, noise): Evaluation {
      const count = x.length / (channels * height * width)
      const lz = new Float32Array(count * glimpses)
      const lx = look(x, noise, (_, outputs, t) => {
        outputs.lz.dataSync().forEach((nats, image) => (lz[image * glimpses + t] = nats))
      })
      return { lx, lz }
    },
    reconstruct,
    encode,
    generate,
    pictures: (x, noise, z) => ({
      reconstructions: reconstruct(x, noise),
      samples: generate(z),
      canvas0: firstCanvas(weights.param('canvas0')),
    }),
    state: () => weights.state(),
    load: (state) => weights.load(state),
    dispose: () => weights.dispose(),
  }
}
