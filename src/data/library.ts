import { createHash } from 'node:crypto'
import { mkdirSync, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { sweep, writeAtomic } from '../files/atomic'
import {
  decodeHeader,
  decodeSafetensors,
  encodeSafetensors,
  headerEndOf,
  type StoredTensor,
} from '../files/safetensors'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { SPLITS, type Dataset, type ImageSet, type SplitName } from './dataset'
import { metadataOf, parseStored, type Provenance, type Stored } from './stored'
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
  /** A set with all its images. @throws StudioError when it is not here, or damaged. */
  load(id: string): Promise<Dataset>
  /** Keeps a set, in the place of one with the same id. */
  save(dataset: Dataset, provenance: Provenance): Promise<void>
}

/** Opens the library in folder `root`, made if need be. @throws StudioError */
export function openLibrary(root: string): Library {
  try {
    mkdirSync(root, { recursive: true })
    sweep(root)
  } catch (error) {
    throw systemError('write', root, error)
  }
  const pathOf = (id: string) => join(root, `${id}${ENDING}`)

  const find = async (id: string): Promise<Stored | undefined> => {
    const file = pathOf(id)
    let handle
    try {
      handle = await fs.open(file)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw systemError('read', file, error)
    }
    try {
      const { size } = await handle.stat()
      const read = async (begin: number, end: number) => {
        const bytes = new Uint8Array(end - begin)
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, begin)
        return bytes.subarray(0, bytesRead)
      }
      const headerEnd = headerEndOf(await read(0, 8), size, file)
      const { places, metadata } = decodeHeader(await read(0, headerEnd), size, file)
      const stored = parseStored(places, metadata, file)
      const thumbnails = Math.min(THUMBNAILS, stored.counts.train) * imageSize(stored)
      const begin = places['train_images']?.begin ?? 0
      return { ...stored, thumbnails: await read(begin, begin + thumbnails) }
    } catch (error) {
      throw again(error)
    } finally {
      await handle.close()
    }
  }

  const save = async (dataset: Dataset, provenance: Provenance) => {
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

  const load = async (id: string): Promise<Dataset> => {
    const file = pathOf(id)
    let bytes
    try {
      bytes = await fs.readFile(file)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw systemError('read', file, error)
      throw new StudioError(
        `The data set ${id} is not on this machine (${file} does not exist)`,
        'Import or download it, or choose another.',
        { cause: error },
      )
    }
    return decodeStored(bytes, file)
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
      const drawn = strokes()
      await save(drawn, STROKES_PROVENANCE)
      return drawn
    },
  }
}

const ENDING = '.safetensors'
/** Images a card shows. */
export const THUMBNAILS = 24

const imageSize = ({ channels, height, width }: { channels: number; height: number; width: number }) =>
  channels * height * width

/** SHA-256 of what a set is, whatever files it came in: its size, kind, images and labels. */
export function fingerprint({
  kind,
  channels,
  height,
  width,
  splits,
}: Omit<Dataset, 'id' | 'title'>): string {
  const hash = createHash('sha256').update(JSON.stringify([kind, channels, height, width]))
  for (const split of SPLITS) {
    const { count, images, labels } = splits[split]
    hash.update(JSON.stringify([split, count, Boolean(labels)])).update(images)
    if (labels) hash.update(labels)
  }
  return hash.digest('hex')
}

function decodeStored(bytes: Uint8Array, file: string): Dataset {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes, file)
    const { id, title, kind, channels, height, width, classes, counts } = parseStored(tensors, metadata, file)
    const bytesOf = (name: string) => tensors[name]?.data as Uint8Array | undefined
    const splits = Object.fromEntries(
      SPLITS.map((split): [SplitName, ImageSet] => {
        const labels = bytesOf(`${split}_labels`)
        return [
          split,
          {
            count: counts[split],
            images: bytesOf(`${split}_images`) as Uint8Array,
            ...(labels && { labels }),
          },
        ]
      }),
    ) as Record<SplitName, ImageSet>
    return { id, title, kind, channels, height, width, ...(classes && { classes }), splits }
  } catch (error) {
    throw again(error)
  }
}

/** What helps with a damaged file of the library is another import. */
const again = (error: unknown): unknown =>
  error instanceof StudioError
    ? new StudioError(error.message, 'Import or download this data set again.', { cause: error })
    : error
