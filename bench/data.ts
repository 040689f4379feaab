import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Batch } from '../src/data/batches'
import type { Dataset, ImageSet } from '../src/data/dataset'
import { inMemory } from '../src/data/imageSets'
import { openLibrary } from '../src/data/library'
import { openEngine } from '../src/engine/open'
import { generator, normals } from '../src/random/generator'
import { presetOf, settingsOf, type Preset } from '../src/studio/presets'
import { architectureOf } from '../src/trainer/architecture'
import { feedOf } from '../src/trainer/feed'
import { Ready } from '../src/trainer/ready'
import { built } from './built'
import { report, skip, Unmeasured, type Row } from './report'
import { median, rounded } from './statistics'
import { inFolder } from './trainings'

interface Options {
  readonly preset: string
  readonly images: number
  readonly rounds: number
}

/** What data cost a training step: of images as a run of the preset has them: in memory, or, of a large set, on disk. */
export const benchData = ({ preset, images, rounds }: Options): Promise<void> =>
  inFolder(async (folder) => {
    const known = presetOf(preset)
    if (!known) throw new Unmeasured(`The studio has no preset ${preset}.`)
    const size = sizeFor(known)
    const settings = { ...settingsOf(known, { kind: 'grey', channels: size.channels }), seed: 1 }
    const { batch, glimpses, latent } = settings
    const bytes = images * size.channels * size.height * size.width
    await openLibrary(folder).save(randomSet(size, images), PROVENANCE, 'none')
    const dataset = {
      ...size,
      id: ID,
      title: 'Bench',
      kind: 'grey',
      trainCount: images,
      classes: CLASSES,
    } as const
    const { splits, close } = await openLibrary(folder).load(ID)
    const feed = () => feedOf({ kind: 'feed', library: folder, dataset, settings }, splits.train, TRAINER)
    const file = join(folder, `${ID}.safetensors`)
    const onDisk = !splits.train.inMemory
    const canForget = onDisk && forget(file)
    if (onDisk && !canForget)
      skip('cold reads', 'There is no GNU dd to empty the page cache with.', 'Install coreutils.')
    const given = [
      { what: onDisk ? 'on disk, in the page cache' : 'in memory', data: feed(), before: () => true },
      ...(canForget ? [{ what: 'on disk, cold', data: feed(), before: () => forget(file) }] : []),
    ].map((one) => ({ ...one, waits: [] as number[], steps: [] as number[] }))

    const architecture = architectureOf({ ...size, classes: CLASSES }, settings)
    const ready = new Ready(await openEngine('tensorflow'))
    const trained = ready.trained(architecture, 1, batch)
    const noise = normals(glimpses * batch * latent, 1, 'bench')
    const update = ({ x, labels = new Uint8Array(batch) }: Batch) =>
      trained.task === 'draw'
        ? trained.learner.step(x, noise, settings)
        : trained.learner.step(x, labels, settings)
    // The first turn compiles, and reads ahead.
    for (let step = 0; step <= rounds; step++)
      for (const { data, before, waits, steps } of given) {
        before()
        const begun = performance.now()
        const seen = await data.at(step)
        const made = performance.now()
        update(seen)
        if (step === 0) continue
        waits.push(made - begun)
        steps.push(performance.now() - begun)
      }
    ready.dispose()
    await Promise.all(given.map(({ data }) => data.close()))
    await close()
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

interface Size {
  readonly channels: number
  readonly height: number
  readonly width: number
}
const CLASSES = Array.from({ length: 10 }, (_, k) => String(k))

/** Of images as a preset is made for. */
function sizeFor({ id, settings: { crop } }: Preset): Size {
  if (crop) return { channels: 3, height: 64, width: 64 }
  return id.startsWith('cifar')
    ? { channels: 3, height: 32, width: 32 }
    : { channels: 1, height: 28, width: 28 }
}

/** For the threads that make batches. */
const TRAINER = built('trainer')
const ID = 'import-bench'
const PROVENANCE = { about: 'bench', licence: '', source: '', files: {} }

/** Images of noise, as much of it ink as in MNIST: one portion over and over, so that they need not be held. */
function randomSet({ channels, height, width }: Size, count: number): Dataset {
  const size = channels * height * width
  const { below } = generator(1, 'bench data')
  const some = inMemory(
    Uint8Array.from({ length: 64 * size }, () => (below(5) === 0 ? below(256) : 0)),
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
