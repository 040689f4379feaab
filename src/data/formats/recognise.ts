import { basename } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { codeOf } from '../../files/systemError'
import type { SplitName } from '../dataset'
import { isGzip } from './contents'
import { IDX } from './idx'
import type { Source } from './sources'

export type Content = 'images' | 'labels' | 'amat'
/** A file that can be read, and the split its name speaks of. */
export interface Recognised {
  readonly source: Source
  readonly content: Content
  readonly split?: SplitName
}

const HEAD = 4096

/** What `source` holds: by its name if that is a known one, else by its first bytes; undefined for anything else. */
export async function recognise(source: Source): Promise<Recognised | undefined> {
  const content = byName(source.file) ?? byContent(await source.head(HEAD))
  const split = splitOf(source.file)
  return content && { source, content, ...(split && { split }) }
}

/** A known name binds: a file of that name with other content is damaged, not another kind of file. */
function byName(file: string): Content | undefined {
  const name = basename(file).toLowerCase()
  if (/\.amat(\.gz)?$/.test(name)) return 'amat'
  if (/images[-.]idx3-ubyte(\.gz)?$/.test(name)) return 'images'
  if (/labels[-.]idx1-ubyte(\.gz)?$/.test(name)) return 'labels'
  return undefined
}

function byContent(head: Uint8Array): Content | undefined {
  const start = isGzip(head) ? startOf(head) : head
  for (const kind of ['images', 'labels'] as const)
    if (IDX[kind].every((byte, i) => start[i] === byte)) return kind
  return /^([01] ){32}/.test(Buffer.from(start.subarray(0, 64)).toString('latin1')) ? 'amat' : undefined
}

/** What the first bytes of a gzip file unpack to; nothing when they are damaged. */
function startOf(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_')) return new Uint8Array()
    throw error
  }
}

function splitOf(file: string): SplitName | undefined {
  const name = basename(file).toLowerCase()
  if (/valid|(^|[^a-z])val([^a-z]|$)/.test(name)) return 'validation'
  if (/test|t10k/.test(name)) return 'test'
  return /train/.test(name) ? 'train' : undefined
}
