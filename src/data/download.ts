import { mkdirSync, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { fetchFile, type FetchOptions } from './fetchFile'
import { importFiles, type Imported } from './importFiles'
import { KNOWN_SETS, knownSet, type KnownSet } from './known'
import type { Library } from './library'

export interface DownloadOptions extends Pick<FetchOptions, 'signal' | 'idle'> {
  /** Bytes fetched of bytes to fetch. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Fetches a known data set into the library. Cancelled or broken off, it keeps what has come and goes on from there
 * the next time.
 * @throws StudioError
 */
export async function download(
  library: Library,
  id: string,
  options: DownloadOptions = {},
): Promise<Imported> {
  const set = knownSet(id)
  if (!set)
    throw new StudioError(
      `There is nothing to download for ${id}`,
      `Choose ${KNOWN_SETS.map(({ id }) => id).join(', ')}, or import files.`,
    )
  return downloadSet(library, set, options)
}

/** {@link download} of any set: its mirrors and files say where and what. */
export async function downloadSet(
  library: Library,
  { id, mirrors, files }: Pick<KnownSet, 'id' | 'mirrors' | 'files'>,
  { onProgress, signal, idle }: DownloadOptions = {},
): Promise<Imported> {
  const folder = join(library.root, 'downloads', id)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw systemError('write', folder, error)
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  let before = 0
  const paths: string[] = []
  for (const file of files) {
    const path = join(folder, file.name)
    const start = before
    before += file.bytes
    await fetchFile(file, mirrors, path, {
      signal,
      ...(idle !== undefined && { idle }),
      onProgress: (done) => onProgress?.(start + done, total),
    })
    paths.push(path)
  }
  const imported = await importFiles(library, paths, signal && { signal })
  await fs.rm(folder, { recursive: true })
  return imported
}
