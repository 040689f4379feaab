import * as tf from '@tensorflow/tfjs-core'
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import { paramShapes, type Network } from '../src/draw/network'
import { initialParams } from '../src/draw/params'
import type { Learner } from '../src/engine/learner'

/**
 * A DRAW learner as anyone would write it in tfjs: plain operations, tfjs's own gradients and Adam. What Easel's
 * step is measured against where no compiler helps. Same weights, same loss; no bounds on what goes into exp.
 */
export function createStockLearner(network: Network, seed: number): Pick<Learner, 'step' | 'dispose'> {
  const { channels, height, width, glimpses, latent } = network
  const shapes = paramShapes(network)
  const initial = initialParams(shapes, seed)
  const weights = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      tf.variable(tf.tensor(initial[name] as Float32Array, shape), true, `stock/${name}`),
    ]),
  )
  let adam: tf.AdamOptimizer | undefined

  return {
    step(values, epsilon, { learningRate, beta1, clip }) {
      adam ??= tf.train.adam(learningRate, beta1, 0.999, 1e-8)
      const optimizer = adam
      const report = tf.tidy(() => {
        const batch = values.length / (channels * height * width)
        const x = tf.tensor4d(values, [batch, channels, height, width])
        const noise = tf.tensor3d(epsilon, [glimpses, batch, latent])
        const parts: tf.Scalar[] = []
        const { value, grads } = tf.variableGrads(() => {
          const { lx, lz } = stockBound(network, weights, x, noise)
          parts.push(tf.keep(tf.mean<tf.Scalar>(lx)), tf.keep(tf.mean<tf.Scalar>(lz)))
          return tf.add(parts[0] as tf.Scalar, parts[1] as tf.Scalar)
        })
        const squares = Object.values(grads).map((gradient) => tf.sum<tf.Scalar>(tf.square(gradient)))
        const norm = tf.sqrt<tf.Scalar>(tf.addN(squares))
        const scale = tf.minimum(tf.div(clip, tf.add(norm, 1e-6)), 1)
        optimizer.applyGradients(
          Object.fromEntries(
            Object.entries(grads).map(([name, gradient]) => [name, tf.mul(gradient, scale)]),
          ),
        )
        const report = tf.stack([value, ...parts, norm])
        tf.dispose(parts)
        return report
      })
      const [bound, lx, lz, gradNorm] = report.dataSync() as unknown as [number, number, number, number]
      report.dispose()
      return { bound, lx, lz, gradNorm }
    },
    dispose() {
      tf.dispose(weights)
      adam?.dispose()
    },
  }
}

function stockBound(
  { channels, height, width, attention, glimpses, hidden, readSize, writeSize }: Network,
  weights: Readonly<Record<string, Tensor>>,
  x: Tensor4D,
  noise: Tensor3D,
): { lx: Tensor1D; lz: Tensor1D } {
  const batch = x.shape[0]
  const linear = (input: Tensor, name: string): Tensor2D =>
    tf.add(tf.matMul(input as Tensor2D, weights[`${name}_w`] as Tensor2D), weights[`${name}_b`] as Tensor)
  const lstm = (name: string, inputs: Tensor2D[], h: Tensor2D, c: Tensor2D): [Tensor2D, Tensor2D] => {
    const [i, g, f, o] = tf.split(linear(tf.concat([...inputs, h], 1), name), 4, 1) as Four
    const cell: Tensor2D = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)))
    return [tf.mul(tf.sigmoid(o), tf.tanh(cell)), cell]
  }
  const window = (h: Tensor2D, name: string, n: number) => {
    const [gX, gY, logVariance, logStride, logIntensity] = tf.split(linear(h, name), 5, 1) as Five
    const stride = tf.mul(tf.exp(logStride), (Math.max(height, width) - 1) / Math.max(n - 1, 1))
    const bank = (centre: Tensor, size: number): Tensor4D => {
      const steps = tf.sub(tf.range(0, n), (n - 1) / 2)
      const mu = tf.expandDims(tf.add(tf.mul(tf.add(centre, 1), (size + 1) / 2), tf.mul(stride, steps)), 2)
      const distance = tf.square(tf.sub(tf.range(1, size + 1), mu))
      const filters = tf.softmax(tf.div(distance, tf.expandDims(tf.mul(tf.exp(logVariance), -2), 2)))
      const one = tf.expandDims(filters, 1) as Tensor4D
      return channels === 1 ? one : tf.tile(one, [1, channels, 1, 1])
    }
    return { fX: bank(gX, width), fY: bank(gY, height), intensity: tf.exp(logIntensity) }
  }
  const first = (name: string): Tensor2D =>
    tf.add(tf.zeros([batch, hidden]), weights[name] as Tensor) as Tensor2D

  let [hEnc, cEnc] = [first('h_enc0'), tf.zeros([batch, hidden]) as Tensor2D]
  let [hDec, cDec] = [first('h_dec0'), tf.zeros([batch, hidden]) as Tensor2D]
  const canvas0 = tf.reshape(weights['canvas0'] as Tensor, [1, channels, height, width])
  let canvas = tf.add(tf.zeros(x.shape), canvas0) as Tensor4D
  let lz: Tensor1D = tf.zeros([batch])
  for (let t = 0; t < glimpses; t++) {
    const error = tf.sub(x, tf.sigmoid(canvas))
    let r: Tensor2D[]
    if (attention) {
      const { fX, fY, intensity } = window(hDec, 'read_att', readSize)
      const read = (image: Tensor): Tensor2D =>
        tf.mul(
          tf.reshape(tf.matMul(tf.matMul(fY, image as Tensor4D), fX, false, true), [batch, -1]),
          intensity,
        )
      r = [read(x), read(error)]
    } else r = [tf.reshape(x, [batch, -1]), tf.reshape(error, [batch, -1])]
    ;[hEnc, cEnc] = lstm('enc', [...r, hDec], hEnc, cEnc)
    const [mu, logSigma] = tf.split(linear(hEnc, 'q'), 2, 1) as [Tensor2D, Tensor2D]
    const sigma = tf.exp(logSigma)
    const z: Tensor2D = tf.add(mu, tf.mul(sigma, tf.gather(noise, t)))
    const divergence = tf.sub(tf.mul(tf.sub(tf.add(tf.square(mu), tf.square(sigma)), 1), 0.5), logSigma)
    lz = tf.add(lz, tf.sum(divergence, 1))
    ;[hDec, cDec] = lstm('dec', [z], hDec, cDec)
    const w = linear(hDec, 'write')
    if (attention) {
      const { fX, fY, intensity } = window(hDec, 'write_att', writeSize)
      const patch = tf.reshape(tf.div(w, intensity), [batch, channels, writeSize, writeSize])
      canvas = tf.add(canvas, tf.matMul(tf.matMul(fY, patch, true), fX))
    } else canvas = tf.add(canvas, tf.reshape(w, x.shape))
  }
  const nats = tf.add(tf.sub(tf.relu(canvas), tf.mul(canvas, x)), tf.log1p(tf.exp(tf.neg(tf.abs(canvas)))))
  return { lx: tf.sum(nats, [1, 2, 3]), lz }
}

type Four = [Tensor2D, Tensor2D, Tensor2D, Tensor2D]
type Five = [...Four, Tensor2D]
