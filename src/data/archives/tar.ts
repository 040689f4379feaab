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
  let fault: unknown
  pipeline(Readable.from(whole(source, reading)), tar, (error) => (fault = error))
  let count = 0
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header
      if (type === 'file') {
        if (++count > MOST_ENTRIES) throw wrong(source, `it holds more than ${MOST_ENTRIES} files`)
        const pieces = () => piecesOf(entry as AsyncIterable<Uint8Array>, name, size, source)
        yield { path: name, size, packed: size, pieces, read: () => joined(pieces()) }
      }
      entry.resume()
    }
  } catch (error) {
    throw asWrong(source, error)
  } finally {
    tar.destroy()
  }
  if (fault instanceof Error) throw asWrong(source, fault)
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

async function* piecesOf(entry: AsyncIterable<Uint8Array>, name: string, size: number, source: Source) {
  let length = 0
  try {
    for await (const piece of entry) {
      length += piece.length
      yield piece
    }
  } catch (error) {
    throw asWrong(source, error)
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
