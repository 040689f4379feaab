import { matMul, randomUniform, slice, type Tensor2D } from '@tensorflow/tfjs-core'
import { createInterface } from 'node:readline'
import { openEngine } from '../src/engine/open'
import { SGEMM_SIZE } from './sgemmSize'

/** The given number of products for every line it reads, timed as one step: what this machine can multiply. */
async function main(products: number): Promise<void> {
  const { device } = await openEngine('tensorflow')
  const [a, b] = [1, 2].map((seed) => randomUniform([SGEMM_SIZE, SGEMM_SIZE], -1, 1, 'float32', seed)) as [
    Tensor2D,
    Tensor2D,
  ]
  const step = () => {
    const begun = performance.now()
    for (let i = 0; i < products; i++) {
      const product = matMul(a, b)
      // A GPU has multiplied only once something of the product is asked for.
      if (i === products - 1) {
        const corner = slice(product, [0, 0], [1, 1])
        corner.dataSync()
        corner.dispose()
      }
      product.dispose()
    }
    const ms = (performance.now() - begun) / products
    console.log(JSON.stringify({ name: 'sgemm', device, ms, rss: process.resourceUsage().maxRSS / 1024 }))
  }
  step()
  createInterface({ input: process.stdin }).on('line', step)
}

await main(Number(process.argv[2]))
