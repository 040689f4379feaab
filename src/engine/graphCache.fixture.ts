import { existsSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { graphFolder } from './graphCache'
import { openEngine } from './open'
import { createTrainingLearner } from './trainingLearner'

/** For tests: two compiled steps of so many images in a process of its own, told as a line of JSON. */
async function main(): Promise<void> {
  const images = Number(process.argv[2] ?? 4)
  const warnings: string[] = []
  console.warn = (words: string) => void warnings.push(words)
  const size = { channels: 1, height: 9, width: 6, glimpses: 7, hidden: 16, latent: 4 }
  const network = { ...size, attention: true, readSize: 2, writeSize: 3 }
  const engine = await openEngine('tensorflow')
  const folder = graphFolder()
  if (folder !== undefined && existsSync(join(folder, '../damage')))
    for (const name of readdirSync(folder)) if (name.endsWith('.pb')) truncateSync(join(folder, name), 1000)
  const { learner, slower } = createTrainingLearner(engine, network, 1, images)
  const losses = [0, 1].map((step) => {
    const noise = Float32Array.from({ length: 7 * images * 4 }, (_, i) => Math.sin(i + 100 * step))
    return learner.step(new Float32Array(images * 54), noise, { learningRate: 1e-3, beta1: 0.5, clip: 10 })
      .bound
  })
  learner.dispose()
  console.log(JSON.stringify({ losses, slower: slower()?.reason, folder, warnings }))
}
void main()
