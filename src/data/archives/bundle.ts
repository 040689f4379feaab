import type { Reading } from '../formats/contents'

/** A file in a folder, a zip or a tar. */
export interface Entry {
  /** Where it lies in it, parted by slashes: `train/cat/1.png`. Nothing is ever written there. */
  readonly path: string
  /** Bytes, unpacked, as the directory says. */
  readonly size: number
  /** Bytes it takes in the bundle, for progress. */
  readonly packed: number
  /** Its bytes as they come, checked; until the next entry is asked for. @throws StudioError when they are damaged. */
  pieces(): AsyncIterable<Uint8Array>
  /** All of them. */
  read(): Promise<Uint8Array>
}

/** Files that are gone through from the first to the last, as often as need be. */
export interface Bundle {
  /** What errors call it. */
  readonly file: string
  /** @throws StudioError when the whole is damaged, or `signal` is aborted. */
  entries(reading?: Reading): AsyncIterable<Entry>
}

/** Most files a bundle may hold. */
export const MOST_ENTRIES = 2_000_000

export async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return all.length === 1 ? (all[0] as Uint8Array) : Buffer.concat(all)
}
