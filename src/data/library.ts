import { mkdirSync, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { sweep, writeAtomic } from '../files/atomic'
import { encodeHeader, type Dtype } from '../files/safetensors'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { SPLITS, type Dataset, type OpenDataset } from './dataset'
import { fingerprint } from './fingerprint'
import { checkCancelled } from './formats/contents'
import { inOrder, PIECE } from './imageSets'
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
  /**
   * Keeps a set, in the place of one with the same id.
   * @param print its {@link fingerprint}
   * @throws StudioError when it cannot be written, or `signal` is aborted
   */
  save(dataset: Dataset, provenance: Provenance, print: string, signal?: AbortSignal): Promise<void>
}

const ENDING = '.safetensors'
/** Images a card shows. */
export const THUMBNAILS = 24
const MEMORY = 2 ** 28

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

  const save: Library['save'] = (dataset, provenance, print, signal) =>
    writeAtomic(pathOf(dataset.id), bytesOf(dataset, metadataOf(dataset, provenance, print), signal))

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
      if (kept?.source !== STROKES_PROVENANCE.source) {
        const drawn = strokes()
        await save(drawn, STROKES_PROVENANCE, await fingerprint(drawn))
      }
      return load(id)
    },
  }
}

/** The bytes of a set's file, as they are read: docs/data.md. */
async function* bytesOf(
  { channels, height, width, splits }: Dataset,
  metadata: Record<string, string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const tensors = SPLITS.flatMap((split): [string, { dtype: Dtype; shape: number[] }][] => {
    const { count, labels } = splits[split]
    return [
      [`${split}_images`, { dtype: 'U8', shape: [count, channels, height, width] }],
      ...(labels ? [[`${split}_labels`, { dtype: 'U8', shape: [count] }] as [string, never]] : []),
    ]
  })
  yield encodeHeader(tensors, metadata)
  for (const split of SPLITS) {
    for await (const { images } of inOrder(splits[split], PIECE)) {
      checkCancelled(signal)
      yield images
    }
    const { labels } = splits[split]
    if (labels) yield labels
  }
}
