import { promises as fs } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { decodeHeader, headerEndOf, type TensorPlace } from '../files/safetensors'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { SPLITS, type ImageSet, type OpenDataset, type SplitName } from './dataset'
import { inMemory, onDisk } from './imageSets'
import { parseStored, type Stored } from './stored'

/** A stored set whose header has been read. */
export interface StoredFile {
  readonly about: Omit<Stored, 'thumbnails'>
  readonly file: string
  readonly handle: FileHandle
  readonly places: Readonly<Record<string, TensorPlace>>
}

/**
 * Opens a stored set; whoever does closes its handle.
 * @returns undefined where there is no such file
 * @throws StudioError when it is damaged, or its length is not what its header says
 */
export async function openStored(file: string): Promise<StoredFile | undefined> {
  let handle
  try {
    handle = await fs.open(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw systemError('read', file, error)
  }
  try {
    const { size } = await handle.stat()
    const headerEnd = headerEndOf(await bytesOf(handle, 0, Math.min(8, size)), size, file)
    const { places, metadata } = decodeHeader(await bytesOf(handle, 0, headerEnd), size, file)
    return { about: parseStored(places, metadata, file), file, handle, places }
  } catch (error) {
    await handle.close()
    // What helps with a damaged file of the library is another import.
    throw error instanceof StudioError
      ? new StudioError(error.message, 'Import or download this data set again.', { cause: error })
      : error
  }
}

/** The first `count` training images, or all of fewer, [n, C, H, W]. */
export function firstImages({ about, handle, places }: StoredFile, count: number): Promise<Uint8Array> {
  const { channels, height, width, counts } = about
  const begin = places['train_images']?.begin ?? 0
  return bytesOf(handle, begin, begin + Math.min(count, counts.train) * channels * height * width)
}

/**
 * The whole set, `handle` being its own from now on.
 * @param memory bytes of images that are held in memory; those of a larger set stay on disk
 */
export async function datasetOf(stored: StoredFile, memory: number): Promise<OpenDataset> {
  const { about, file, handle, places } = stored
  const { id, title, kind, channels, height, width, classes, counts } = about
  const size = channels * height * width
  const inAll = SPLITS.reduce((sum, split) => sum + counts[split], 0) * size
  const imagesOf = async (split: SplitName): Promise<ImageSet> => {
    const { begin, end } = places[`${split}_images`] as TensorPlace
    const labelled = places[`${split}_labels`]
    const labels = labelled && (await bytesOf(handle, labelled.begin, labelled.end))
    return inAll <= memory
      ? inMemory(await bytesOf(handle, begin, end), size, labels)
      : onDisk({ handle, file, begin }, counts[split], size, labels)
  }
  try {
    const splits = {
      train: await imagesOf('train'),
      validation: await imagesOf('validation'),
      test: await imagesOf('test'),
    }
    if (inAll <= memory) await handle.close()
    return {
      ...{ id, title, kind, channels, height, width, splits },
      ...(classes && { classes }),
      close: async () => {
        if (inAll > memory) await handle.close()
      },
    }
  } catch (error) {
    await handle.close()
    throw systemError('read', file, error)
  }
}

async function bytesOf(handle: FileHandle, begin: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin)
  let at = 0
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, begin + at)
    if (bytesRead === 0) throw new RangeError(`the file ends at byte ${begin + at}, not ${end}`)
    at += bytesRead
  }
  return bytes
}
