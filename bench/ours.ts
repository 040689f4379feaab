import { createInterface } from 'node:readline'
import { classifierShapes, type ClassifierNetwork } from '../src/draw/classifier'
import { paramShapes, type Network } from '../src/draw/network'
import { createCompiledClassifier } from '../src/engine/compiledClassifier'
import { createCompiledLearner } from '../src/engine/compiledLearner'
import { createLearner } from '../src/engine/eager'
import { createClassifier } from '../src/engine/eagerClassifier'
import { openEngine } from '../src/engine/open'
import { shardsFor } from '../src/engine/shards'
import { generator, normals } from '../src/random/generator'
import { isClassifier } from './networks'
import { createStockLearner } from './stock'

/** One step of ours for every line it reads; see peer.py. */
interface Asked<N> {
  readonly network: N
  readonly batch: number
  readonly form: 'compiled' | 'eager' | 'wasm' | 'wasm-stock'
  readonly xla: boolean
  /** As many as the studio would take, unless said. */
  readonly shards?: number
}

interface Stepper {
  /** Step `i`; its loss. */
  step(i: number): number
  dispose(): void
}

const OPTIMIZER = { learningRate: 1e-3, beta1: 0.5, clip: 10 }

async function main(asked: Asked<Network | ClassifierNetwork>): Promise<void> {
  const { network, form } = asked
  const opening = performance.now()
  const engine = form.startsWith('wasm') ? 'wasm' : 'tensorflow'
  const { device } = await openEngine(engine, form !== 'wasm-stock')
  const stepper = isClassifier(network)
    ? classifying({ ...asked, network }, device)
    : drawing({ ...asked, network }, device)

  let taken = 0
  const step = (start: number) => {
    const loss = stepper.step(taken++)
    const ms = performance.now() - start
    const rss = process.resourceUsage().maxRSS / 1024
    console.log(JSON.stringify({ name: form, device, ms, loss, rss }))
  }
  step(opening)
  createInterface({ input: process.stdin })
    .on('line', () => step(performance.now()))
    .on('close', () => stepper.dispose())
}

function drawing({ network, batch, form, xla, ...asked }: Asked<Network>, device: string): Stepper {
  const x = imagesOf(network, batch)
  const noises = FOUR.map((i) => normals(network.glimpses * batch * network.latent, 1, 'bench', i))
  const shards = asked.shards ?? shardsFor(paramShapes(network), batch, device)
  const learner =
    form === 'compiled'
      ? createCompiledLearner(network, 1, batch, { xla, shards })
      : form === 'wasm-stock'
        ? createStockLearner(network, 1)
        : createLearner(network, 1)
  return {
    step: (i) => learner.step(x, noises[i % noises.length] as Float32Array, OPTIMIZER).bound,
    dispose: () => learner.dispose(),
  }
}

function classifying(
  { network, batch, form, xla, ...asked }: Asked<ClassifierNetwork>,
  device: string,
): Stepper {
  if (form === 'wasm-stock') throw new RangeError('There is no stock classifier')
  const x = imagesOf(network, batch)
  const { uniform } = generator(1, 'bench labels')
  const labels = FOUR.map(() => Uint8Array.from({ length: batch }, () => uniform() * network.classes))
  const shards = asked.shards ?? shardsFor(classifierShapes(network), batch, device)
  const classifier =
    form === 'compiled'
      ? createCompiledClassifier(network, 1, batch, { xla, shards })
      : createClassifier(network, 1)
  return {
    step: (i) => classifier.step(x, labels[i % labels.length] as Uint8Array, OPTIMIZER).loss,
    dispose: () => classifier.dispose(),
  }
}

/** So many batches take turns. */
const FOUR = [0, 1, 2, 3]

function imagesOf({ channels, height, width }: Network | ClassifierNetwork, batch: number): Float32Array {
  const { uniform } = generator(1, 'bench images')
  return Float32Array.from({ length: batch * channels * height * width }, () => Number(uniform() < 0.2))
}

await main(JSON.parse(process.argv[2] as string) as Asked<Network | ClassifierNetwork>)
