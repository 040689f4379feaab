import {
  add,
  dispose,
  keep,
  mean,
  stack,
  tensor3d,
  tensor4d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor3D,
  type Tensor4D,
  type TensorContainer,
} from '@tensorflow/tfjs-core'
import { bound, noiseAt } from '../draw/bound'
import { decode, firstDecoderState } from '../draw/decode'
import { firstState, glimpse, type GlimpseOutputs, type GlimpseState } from '../draw/glimpse'
import { layersOf } from '../draw/layers'
import { reconstructionLoss } from '../draw/loss'
import { paramShapes, type Network } from '../draw/network'
import type { Params } from '../draw/params'
import type { Drawing } from '../studio/drawing'
import { Film } from './film'
import type { Evaluation, Learner, LearnerState, Optimizer, StepResult } from './learner'
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
    const report = tidy(() => {
      const [images, epsilon] = [imagesOf(x), noiseOf(noise)]
      const names = Object.keys(weights.params)
      const losses: Scalar[] = []
      const lossOf = valueAndGrads<Scalar>((...values) => {
        const params = Object.fromEntries(names.map((name, i) => [name, values[i]])) as Params
        const { lx, lz } = bound(network, layersOf(network, params), images, epsilon)
        const parts = [mean<Scalar>(lx), mean<Scalar>(lz)] as const
        losses.push(...parts.map(keep))
        return add<Scalar>(...parts) // (12)
      })
      const { value, grads } = lossOf(Object.values(weights.params))
      const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i] as Scalar]))
      const norm = weights.learn(gradients, optimizer)
      const report = stack([value, ...losses, norm])
      dispose(losses)
      return report
    })
    const [total, lx, lz, gradNorm] = report.dataSync() as unknown as [number, number, number, number]
    report.dispose()
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
    look(x, noise, ({ canvas }, outputs) => film.add({ canvas, ...outputs }))
    return film.drawing()
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
          film.add({ canvas: next.state.canvas, ...(next.written && { written: next.written }) })
          return next.state
        },
      )
    })
    return film.drawing()
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
    generate,
    pictures: (x, noise, z) => ({ reconstructions: reconstruct(x, noise), samples: generate(z) }),
    state: () => weights.state(),
    load: (state) => weights.load(state),
    dispose: () => weights.dispose(),
  }
}

/** `step` T times over, disposing of everything but the state it returns. */
function unroll<S extends object>(times: number, first: () => S, step: (state: S, t: number) => S): S {
  const run = (make: () => S): S => tidy(() => make() as TensorContainer) as S
  let state = run(first)
  for (let t = 0; t < times; t++) {
    const before = state
    state = run(() => step(before, t))
    dispose(before as TensorContainer)
  }
  return state
}
