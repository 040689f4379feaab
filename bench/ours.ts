import { createInterface } from 'node:readline'
import { createCompiledLearner } from '../src/engine/compiledLearner'
import { createLearner } from '../src/engine/eager'
import { openEngine } from '../src/engine/open'
import { shardsFor } from '../src/engine/shards'
import { paramShapes, type Network } from '../src/draw/network'
import { createStockLearner } from './stock'
import { generator, normals } from '../src/random/generator'

/** One step of ours for every line it reads; see peer.py. */
interface Asked {
  readonly network: Network
  readonly batch: number
  readonly form: 'compiled' | 'eager' | 'wasm' | 'wasm-stock'
  readonly xla: boolean
  /** As many as the studio would take, unless said. */
  readonly shards?: number
}

async function main({ network, batch, form, xla, ...asked }: Asked): Promise<void> {
  const pixels = network.channels * network.height * network.width
  const { uniform } = generator(1, 'bench images')
  const x = Float32Array.from({ length: batch * pixels }, () => Number(uniform() < 0.2))
  const noises = [0, 1, 2, 3].map((i) => normals(network.glimpses * batch * network.latent, 1, 'bench', i))

  const opening = performance.now()
  const { device } = await openEngine(form.startsWith('wasm') ? 'wasm' : 'tensorflow', form !== 'wasm-stock')
  const learner =
    form === 'compiled'
      ? createCompiledLearner(network, 1, batch, {
          xla,
          shards: asked.shards ?? shardsFor(paramShapes(network), batch, device),
        })
      : form === 'wasm-stock'
        ? createStockLearner(network, 1)
        : createLearner(network, 1)

  let taken = 0
  const step = (start: number) => {
    const noise = noises[taken++ % noises.length] as Float32Array
    const { bound } = learner.step(x, noise, { learningRate: 1e-3, beta1: 0.5, clip: 10 })
    const ms = performance.now() - start
    const rss = process.resourceUsage().maxRSS / 1024
    console.log(JSON.stringify({ name: form, device, ms, loss: bound, rss }))
  }
  step(opening)
  createInterface({ input: process.stdin })
    .on('line', () => step(performance.now()))
    .on('close', () => learner.dispose())
}

await main(JSON.parse(process.argv[2] as string) as Asked)
