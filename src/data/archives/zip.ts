import { Readable } from 'node:stream'
import * as yauzl from 'yauzl'
import { crc32 } from '../../files/crc32'
import { StudioError } from '../../studio/api'
import { checkCancelled, type Reading } from '../formats/contents'
import type { Source } from '../formats/sources'
import { joined, MOST_ENTRIES, type Bundle, type Entry } from './bundle'
import { zipFault } from './zipFault'

/** A zip, read by its directory; only the entries asked for are unpacked. */
export const zipBundle = (source: Source): Bundle => ({
  file: source.file,
  entries: (reading) => entriesOf(source, reading),
})

async function* entriesOf(source: Source, { signal, onBytes }: Reading = {}): AsyncGenerator<Entry, void> {
  const zip = await open(source)
  if (zip.entryCount > MOST_ENTRIES)
    throw wrong(source, `it holds ${zip.entryCount} files; Easel reads at most ${MOST_ENTRIES}`)
  try {
    for await (const entry of zip.eachEntry()) {
      checkCancelled(signal)
      const pieces = () => piecesOf(zip, entry, source)
      if (!entry.fileName.endsWith('/'))
        yield {
          path: entry.fileName,
          size: entry.uncompressedSize,
          packed: entry.compressedSize,
          pieces,
          read: () => joined(pieces()),
        }
      onBytes?.(entry.compressedSize)
    }
  } catch (error) {
    throw asWrong(source, error)
  } finally {
    zip.close()
  }
}

async function open(source: Source): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.fromRandomAccessReaderPromise(new Window(source), source.size, {
      // Names that lead out of it are refused; the size that is claimed is also the most that is unpacked.
      strictFileNames: false,
      validateEntrySizes: true,
      autoClose: false,
    })
  } catch (error) {
    throw asWrong(source, error)
  }
}

async function* piecesOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  { file }: Source,
): AsyncGenerator<Uint8Array, void> {
  const damaged = (what: string, cause?: unknown) =>
    new StudioError(`${file}, ${entry.fileName}: ${what}`, 'Make or copy the file again.', { cause })
  let crc = 0
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
      crc = crc32(piece, crc)
      yield piece
    }
  } catch (error) {
    throw error instanceof StudioError ? error : damaged(`it cannot be unpacked: ${zipFault(error)}`, error)
  }
  if (crc !== entry.crc32) throw damaged('its checksum (CRC-32) does not match its content')
}

const asWrong = (source: Source, error: unknown) =>
  error instanceof StudioError ? error : wrong(source, zipFault(error), error)
const wrong = ({ file }: Source, what: string, cause?: unknown) =>
  new StudioError(`${file} is not a whole zip file: ${what}`, 'Download or copy the file again.', { cause })

/** Entries mostly lie behind each other: what is asked for is read in pieces that hold many. */
const PIECE = 2 ** 20

class Window extends yauzl.RandomAccessReader {
  #begin = 0
  #bytes: Uint8Array = new Uint8Array()

  constructor(readonly source: Source) {
    super()
  }

  override _readStreamForRange(begin: number, end: number): Readable {
    return Readable.from(this.#pieces(begin, end), { objectMode: false })
  }

  async *#pieces(begin: number, end: number) {
    for (let at = begin; at < end;) {
      const from = this.#begin
      if (at < from || at >= from + this.#bytes.length) {
        this.#bytes = await this.source.read(at, Math.min(at + PIECE, this.source.size))
        this.#begin = at
        if (this.#bytes.length === 0) throw wrong(this.source, 'it became shorter while it was read')
      }
      const piece = this.#bytes.subarray(at - this.#begin, end - this.#begin)
      yield piece
      at += piece.length
    }
  }
}
