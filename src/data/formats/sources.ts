import fs from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { constants, gunzipSync } from 'node:zlib'
import { codeOf, systemError } from '../../files/systemError'
import { StudioError } from '../../studio/api'

/** A file that may hold data: on disk, or handed over by a browser. */
export interface Source {
  /** What errors call it: its path, or its name where it has none. */
  readonly file: string
  readonly size: number
  /** Its bytes from `begin` to before `end`; fewer where it is shorter. */
  read(begin: number, end: number): Promise<Uint8Array>
  /** Its bytes from `begin` on, to the end or to before `end`, in pieces of at most 1 MiB. */
  pieces(begin?: number, end?: number): AsyncIterable<Uint8Array>
}

export interface MemoryFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const PIECE = 2 ** 20
const PEEK = 4096

export const memorySource = ({ name, bytes }: MemoryFile): Source => ({
  file: name,
  size: bytes.length,
  read: (begin, end) => Promise.resolve(bytes.subarray(begin, end)),
  async *pieces(begin = 0, end = bytes.length) {
    for (let at = begin; at < end; at += PIECE) {
      yield bytes.subarray(at, Math.min(at + PIECE, end))
      // Other work gets its turn.
      await setImmediate()
    }
  },
})

/** The first bytes of a source, unpacked if it is gzip; none where that is damaged. */
export async function peek(source: Source, length: number): Promise<Uint8Array> {
  const head = await source.read(0, PEEK)
  if (head[0] !== 0x1f || head[1] !== 0x8b) return head.subarray(0, length)
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, length)
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_')) return new Uint8Array()
    throw error
  }
}

/** Sources of `paths`; a folder stands for the files in it, however deep. @throws StudioError */
export async function diskSources(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const path of paths) sources.push(...(await sourcesAt(path, DEPTH)))
  return sources
}

/** The other files in the folder of `path`. */
export const siblings = async (path: string): Promise<Source[]> =>
  (await sourcesAt(dirname(path), 1)).filter(({ file }) => basename(file) !== basename(path))

const DEPTH = 6
const FILES = 500_000

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
  /** Reads into new bytes, as many as there are up to `length`. */
  const readAt = async (handle: fs.FileHandle, begin: number, length: number) => {
    const bytes = new Uint8Array(length)
    let got = 0
    while (got < length) {
      const { bytesRead } = await handle.read(bytes, got, length - got, begin + got)
      if (bytesRead === 0) break
      got += bytesRead
    }
    return bytes.subarray(0, got)
  }
  async function* pieces(begin = 0, end = size) {
    let handle
    try {
      handle = await fs.open(path)
      for (let at = begin; at < end;) {
        const piece = await readAt(handle, at, Math.min(PIECE, end - at))
        if (piece.length === 0) return
        yield piece
        at += piece.length
      }
    } catch (error) {
      throw systemError('read', path, error)
    } finally {
      await handle?.close()
    }
  }
  return {
    file: path,
    size,
    pieces,
    async read(begin, end) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - begin))
      let at = 0
      for await (const piece of pieces(begin, begin + bytes.length)) {
        bytes.set(piece, at)
        at += piece.length
      }
      return bytes.subarray(0, at)
    },
  }
}
