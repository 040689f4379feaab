import { createHash } from 'node:crypto'
import { checkCancelled } from './contents'
import type { Source } from './sources'

/** A source whose SHA-256 is taken as it is read. */
export interface Hashing extends Source {
  /** In hex; a source not yet read from its beginning to its end is read for it. */
  sha256(signal?: AbortSignal): Promise<string>
}

export function hashing(source: Source): Hashing {
  let digest: string | undefined
  async function* pieces(begin = 0, end = source.size) {
    if (begin > 0 || end < source.size || digest !== undefined) return yield* source.pieces(begin, end)
    const hash = createHash('sha256')
    for await (const piece of source.pieces()) {
      hash.update(piece)
      yield piece
    }
    digest = hash.digest('hex')
  }
  return {
    ...source,
    pieces,
    async sha256(signal) {
      if (digest === undefined) for await (const piece of pieces()) if (piece) checkCancelled(signal)
      return digest as string
    },
  }
}
