import { pipeline, Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { StudioError } from '../../studio/api'
import { contents, type Reading } from '../formats/contents'
import type { Source } from '../formats/sources'
import { joined, MOST_ENTRIES, type Bundle, type Entry } from './bundle'

/** A tar, gzip or not, read as a stream: never held as a whole. */
export const tarBundle = (source: Source): Bundle => ({
  file: source.file,
  entries: (reading) => entriesOf(source, reading),
})

async function* entriesOf(source: Source, reading: Reading = {}): AsyncGenerator<Entry, void> {
  const tar = extract()
  const { pieces, fault } = watched(whole(source, reading))
  let left: unknown
  pipeline(Readable.from(pieces), tar, (error) => (left = error))
  let count = 0
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      if (type === 'file') {
        if (++count > MOST_ENTRIES) throw wrong(source, `it holds more than ${MOST_ENTRIES} files`)
        const pieces = () => piecesOf(entry as AsyncIterable<Uint8Array>, name, size, source, fault)
        yield { path: name, size, packed: size, pieces, read: () => joined(pieces()) }
      }
      entry.resume()
    }
  } catch (error) {
    throw asWrong(source, fault() ?? error)
  } finally {
    tar.destroy()
  }
  if (left instanceof Error) throw asWrong(source, fault() ?? left)
}

/** `from`, and what it failed with: the tar it is read by knows only that it ended. */
function watched(from: AsyncIterable<Uint8Array>) {
  let fault: unknown
  async function* pieces() {
    try {
      yield* from
    } catch (error) {
      fault = error
      throw error
    }
  }
  return { pieces: pieces(), fault: () => fault }
}

/** Two blocks of zeros end a tar: without them it may be cut short between two files. */
async function* whole(source: Source, reading: Reading): AsyncGenerator<Uint8Array, void> {
  let zeros = 0
  for await (const piece of contents(source, reading)) {
    let last = piece.length - 1
    while (last >= 0 && piece[last] === 0) last--
    zeros = last < 0 ? zeros + piece.length : piece.length - 1 - last
    yield piece
  }
  if (zeros < 512) throw wrong(source, 'it ends before its last block; it is cut short')
}

async function* piecesOf(
  entry: AsyncIterable<Uint8Array>,
  name: string,
  size: number,
  source: Source,
  fault: () => unknown,
) {
  let length = 0
  try {
    for await (const piece of entry) {
      length += piece.length
      yield piece
    }
  } catch (error) {
    throw asWrong(source, fault() ?? error)
  }
  if (length !== size) throw wrong(source, `${name} should have ${size} bytes, but ${length} are there`)
}

/** What gunzip found, or a cancel, comes through the tar as it is. */
const asWrong = (source: Source, error: unknown) =>
  error instanceof StudioError
    ? error
    : wrong(source, error instanceof Error ? error.message : String(error), error)
const wrong = ({ file }: Source, what: string, cause?: unknown) =>
  new StudioError(`${file} is not a whole tar file: ${what}`, 'Download or copy the file again.', { cause })
