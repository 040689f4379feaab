import { promises as fs } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemError } from '../../files/systemError'
import { StudioError } from '../../studio/api'
import { CONTENT_LIMIT } from './contents'

/** A file that may hold data: on disk, or handed over by a browser. */
export interface Source {
  /** What errors call it: its path, or its name where it has none. */
  readonly file: string
  readonly size: number
  /** The first `length` bytes, fewer if it is shorter. */
  head(length: number): Promise<Uint8Array>
  read(): Promise<Uint8Array>
}

export interface MemoryFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const memorySource = ({ name, bytes }: MemoryFile): Source => ({
  file: name,
  size: bytes.length,
  head: (length) => Promise.resolve(bytes.subarray(0, length)),
  read: () => Promise.resolve(bytes),
})

/** Sources of `paths`; a folder stands for the files in it, however deep. @throws StudioError */
export async function diskSources(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const path of paths) sources.push(...(await sourcesAt(path, DEPTH)))
  return sources
}

/** The other files in the folder of `path`. */
export const siblings = async (path: string): Promise<Source[]> =>
  (await sourcesAt(dirname(path), 1)).filter(({ file }) => basename(file) !== basename(path))

const DEPTH = 4
const FILES = 10_000

async function sourcesAt(path: string, depth: number): Promise<Source[]> {
  try {
    const stat = await fs.stat(path)
    if (!stat.isDirectory()) return stat.isFile() ? [diskSource(path, stat.size)] : []
    if (depth === 0) return []
    const names = (await fs.readdir(path)).filter((name) => !name.startsWith('.')).sort()
    if (names.length > FILES)
      throw new StudioError(`${path} holds ${names.length} files`, 'Choose the data files themselves.')
    return (await Promise.all(names.map((name) => sourcesAt(join(path, name), depth - 1)))).flat()
  } catch (error) {
    throw systemError('read', path, error)
  }
}

function diskSource(path: string, size: number): Source {
  return {
    file: path,
    size,
    async head(length) {
      try {
        const file = await fs.open(path)
        try {
          const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0)
          return buffer.subarray(0, bytesRead)
        } finally {
          await file.close()
        }
      } catch (error) {
        throw systemError('read', path, error)
      }
    },
    async read() {
      if (size > CONTENT_LIMIT)
        throw new StudioError(
          `${path} is ${size} bytes long; Easel reads at most ${CONTENT_LIMIT}`,
          'Choose a smaller set.',
        )
      try {
        return await fs.readFile(path)
      } catch (error) {
        throw systemError('read', path, error)
      }
    },
  }
}
