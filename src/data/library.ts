import { createHash } from 'node:crypto'
import { mkdirSync, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { sweep, writeAtomic } from '../files/atomic'
import { encodeSafetensors, type StoredTensor } from '../files/safetensors'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { SPLITS, type OpenDataset } from './dataset'
import type { Whole } from './splits'
import { metadataOf, type Provenance, type Stored } from './stored'
import { datasetOf, firstImages, openStored } from './storedFile'
import { strokes, STROKES_VERSION } from './strokes/strokes'

export const STROKES_PROVENANCE: Provenance = {
  about: 'Ten kinds of pen strokes, drawn by Easel itself: always here, quick to learn',
  licence: 'MIT, as Easel',
  source: `Made on this machine (version ${STROKES_VERSION})`,
  files: {},
}

/** The data sets on this machine, each a file ID.safetensors in one folder; docs/data.md. */
export interface Library {
  readonly root: string
  /** What is known of each stored set without reading its images; a damaged file gives its error. */
  list(): Promise<(Stored | { id: string; error: StudioError })[]>
  /** Undefined when there is no such set. @throws StudioError when its file is damaged. */
  find(id: string): Promise<Stored | undefined>
  /** A set; whoever asks for it closes it. @throws StudioError when it is not here, or damaged. */
  load(id: string): Promise<OpenDataset>
  /** Keeps a set, in the place of one with the same id. */
  save(dataset: Whole, provenance: Provenance): Promise<void>
}

/**
 * Opens the library in folder `root`, made if need be.
 * @param memory bytes of images that a set may hold in memory; a larger one stays on disk
 * @throws StudioError
 */
export function openLibrary(root: string, { memory = MEMORY } = {}): Library {
  try {
    mkdirSync(root, { recursive: true })
    sweep(root)
  } catch (error) {
    throw systemError('write', root, error)
  }
  const pathOf = (id: string) => join(root, `${id}${ENDING}`)

  const find = async (id: string): Promise<Stored | undefined> => {
    const stored = await openStored(pathOf(id))
    if (!stored) return undefined
    try {
      return { ...stored.about, thumbnails: await firstImages(stored, THUMBNAILS) }
    } finally {
      await stored.handle.close()
    }
  }

  const save = async (dataset: Whole, provenance: Provenance) => {
    const tensors = SPLITS.flatMap((split): [string, StoredTensor][] => {
      const { count, images, labels } = dataset.splits[split]
      const shape = [count, dataset.channels, dataset.height, dataset.width]
      return [
        [`${split}_images`, { dtype: 'U8', shape, data: images }],
        ...(labels
          ? [[`${split}_labels`, { dtype: 'U8', shape: [count], data: labels }] as [string, StoredTensor]]
          : []),
      ]
    })
    await writeAtomic(
      pathOf(dataset.id),
      encodeSafetensors(Object.fromEntries(tensors), metadataOf(dataset, provenance, fingerprint(dataset))),
    )
  }

  const load = async (id: string): Promise<OpenDataset> => {
    const file = pathOf(id)
    const stored = await openStored(file)
    if (stored) return datasetOf(stored, memory)
    throw new StudioError(
      `The data set ${id} is not on this machine (${file} does not exist)`,
      'Import or download it, or choose another.',
    )
  }

  return {
    root,
    find,
    save,
    async list() {
      const names = (await fs.readdir(root)).filter((name) => name.endsWith(ENDING)).sort()
      const sets = []
      for (const name of names) {
        const id = name.slice(0, -ENDING.length)
        try {
          const stored = await find(id)
          if (stored) sets.push(stored)
        } catch (error) {
          if (!(error instanceof StudioError)) throw error
          sets.push({ id, error })
        }
      }
      return sets
    },
    async load(id) {
      if (id !== 'strokes') return load(id)
      // Strokes are drawn again whenever the stored copy will not do: nothing can be lost.
      const kept = await find(id).catch((error: unknown) => {
        if (error instanceof StudioError) return undefined
        throw error
      })
      if (kept?.source === STROKES_PROVENANCE.source) return load(id)
      await save(strokes(), STROKES_PROVENANCE)
      return load(id)
    },
  }
}

const MEMORY = 2 ** 28
const ENDING = '.safetensors'
/** Images a card shows. */
export const THUMBNAILS = 24

/** SHA-256 of what a set is, whatever files it came in: its size, kind, images and labels. */
export function fingerprint({ kind, channels, height, width, splits }: Omit<Whole, 'id' | 'title'>): string {
  const hash = createHash('sha256').update(JSON.stringify([kind, channels, height, width]))
  for (const split of SPLITS) {
    const { count, images, labels } = splits[split]
    hash.update(JSON.stringify([split, count, Boolean(labels)])).update(images)
    if (labels) hash.update(labels)
  }
  return hash.digest('hex')
}
