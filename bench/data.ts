import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { batches } from '../src/data/batches'
import type { Dataset, ImageSet } from '../src/data/dataset'
import { inMemory } from '../src/data/imageSets'
import { openLibrary } from '../src/data/library'
import { viewOf } from '../src/data/view'
import { openEngine } from '../src/engine/open'
import { createTrainingLearner } from '../src/engine/trainingLearner'
import { generator, normals } from '../src/random/generator'
import { DEFAULTS } from '../src/studio/settings'
import { NETWORKS } from './networks'
import { report, skip, Unmeasured, type Row } from './report'
import { median, rounded } from './statistics'
import { inFolder } from './trainings'

interface Options {
  readonly preset: string
  readonly images: number
  readonly rounds: number
}

/** What data cost a training step: of images in memory, and of images on disk, taking turns. */
export const benchData = ({ preset, images, rounds }: Options): Promise<void> =>
  inFolder(async (folder) => {
    const known = NETWORKS[preset]
    if (!known) throw new Unmeasured(`There is no preset ${preset}: ${Object.keys(NETWORKS).join(', ')}.`)
    const { network, batch } = known
    const bytes = images * network.channels * network.height * network.width
    await openLibrary(folder).save(randomSet(network, images), PROVENANCE, 'none')
    const load = async (memory: number) => {
      const { splits } = await openLibrary(folder, { memory }).load(ID)
      return batches(viewOf(splits.train, network, { ...DEFAULTS, pixels: 'grey' }), { batch, seed: 1 })
    }
    const file = join(folder, `${ID}.safetensors`)
    const canForget = forget(file)
    if (!canForget)
      skip('cold reads', 'There is no GNU dd to empty the page cache with.', 'Install coreutils.')
    const given = [
      { what: 'in memory', data: await load(Infinity), before: () => true },
      { what: 'on disk, in the page cache', data: await load(0), before: () => true },
      ...(canForget ? [{ what: 'on disk, cold', data: await load(0), before: () => forget(file) }] : []),
    ].map((one) => ({ ...one, waits: [] as number[], steps: [] as number[] }))

    const { learner } = createTrainingLearner(await openEngine('tensorflow'), network, 1, batch)
    const noise = normals(network.glimpses * batch * network.latent, 1, 'bench')
    // The first turn compiles, and reads ahead.
    for (let step = 0; step <= rounds; step++)
      for (const { data, before, waits, steps } of given) {
        before()
        const begun = performance.now()
        const { x } = await data.at(step)
        const made = performance.now()
        learner.step(x, noise, { learningRate: 1e-3, beta1: 0.5, clip: 10 })
        if (step === 0) continue
        waits.push(made - begun)
        steps.push(performance.now() - begun)
      }
    learner.dispose()
    const rows = given.map(({ what, waits, steps }): Row => {
      const [wait, step] = [median(waits), median(steps)]
      return {
        what,
        'ms data': rounded(wait, 2),
        'most ms data': rounded(Math.max(...waits), 2),
        'ms step': rounded(step, 1),
        '% of the step': rounded((100 * wait) / step, 2),
      }
    })
    report('data', { preset, batch, images, megabytes: rounded(bytes / 1e6), rounds, rows })
  })

const ID = 'import-bench'
const PROVENANCE = { about: 'bench', licence: '', source: '', files: {} }

/** Images of noise: one portion of them over and over, so that they need not be held. */
function randomSet(
  { channels, height, width }: { channels: number; height: number; width: number },
  count: number,
): Dataset {
  const size = channels * height * width
  const { below } = generator(1, 'bench data')
  const some = inMemory(
    Uint8Array.from({ length: 64 * size }, () => below(256)),
    size,
  )
  const set = (count: number): ImageSet => ({
    count,
    size,
    take: (places) => some.take(Array.from(places, (place) => place % some.count)),
  })
  return {
    ...{ id: ID, title: 'Bench', kind: 'grey', channels, height, width },
    splits: { train: set(count), validation: set(1), test: set(1) },
  }
}

/** Empties the page cache of `file`. @returns whether this system can */
const forget = (file: string): boolean =>
  spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' }).status === 0
