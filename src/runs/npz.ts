import { promisify } from 'node:util'
import { deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib'
import { unzipSync, Zip, ZipPassThrough } from 'fflate'
import * as yauzl from 'yauzl'
import { StudioError } from '../studio/api'
import { readNpy, writeNpy, type NpzArray } from '../files/npy'

export type { Dtype, NpzArray } from '../files/npy'

/** Zip's number for deflate; 0 is as it is. */
const DEFLATE = 8
/** Deflate packs no better; a size that claims more is wrong. */
const MOST_PACKED = 1032
const unpack = promisify(inflateRaw)
/** Up to so many bytes are unpacked at once, which takes some 2 ms: on a busy machine another thread's turn is longer. */
const AT_ONCE = 2 ** 20

/**
 * The arrays of a numpy .npz file (a zip of .npy), by name.
 * @param source what to call the file in errors
 * @param wanted whether an array is read; all are where left out
 * @throws StudioError when the file, or an array in it, is damaged or of a type not read here
 */
export function readNpz(
  bytes: Uint8Array,
  source = 'the .npz file',
  wanted: (name: string) => boolean = () => true,
): Record<string, NpzArray> {
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, { filter: ({ name }) => wanted(nameOf(name)) })
  } catch (error) {
    throw damaged(source, `it cannot be unzipped (${words(error)})`, error)
  }
  return Object.fromEntries(Object.entries(files).map(([path, file]) => arrayOf(path, file, source)))
}

/** {@link readNpz} that holds nobody up: other threads unpack what is large. */
export async function loadNpz(bytes: Uint8Array, source: string): Promise<Record<string, NpzArray>> {
  let files: (readonly [string, Uint8Array])[]
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const entries: [yauzl.Entry, Buffer][] = []
    for await (const entry of zip.eachEntry()) {
      const pieces: Buffer[] = []
      const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false })
      for await (const piece of packed as AsyncIterable<Buffer>) pieces.push(piece)
      entries.push([entry, Buffer.concat(pieces)])
    }
    files = await Promise.all(entries.map((each) => contentOf(...each)))
  } catch (error) {
    throw damaged(source, `it cannot be unzipped (${words(error)})`, error)
  }
  return Object.fromEntries(files.map(([path, file]) => arrayOf(path, file, source)))
}

/** `arrays` as numpy.load reads them. @throws RangeError when data and shape of one disagree */
export function writeNpz(arrays: Readonly<Record<string, NpzArray>>): Uint8Array {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for (const [name, array] of Object.entries(arrays)) {
    const file = new Deflated(`${name}.npy`)
    zip.add(file)
    file.push(writeNpy(array), true)
  }
  zip.end()
  return Buffer.concat(pieces)
}

/** Packed by zlib, several times as fast as fflate's own. */
class Deflated extends ZipPassThrough {
  override compression = DEFLATE
  // The zip format cannot date a file earlier; a fixed date makes equal arrays equal files.
  override mtime = '1980-01-02T00:00:00'

  protected override process(whole: Uint8Array, last: boolean): void {
    this.ondata(null, deflateRawSync(whole), last)
  }
}

async function contentOf(entry: yauzl.Entry, packed: Buffer): Promise<readonly [string, Uint8Array]> {
  const { fileName, compressionMethod, uncompressedSize } = entry
  if (compressionMethod === 0) return [fileName, plain(packed)]
  if (compressionMethod !== DEFLATE) throw new TypeError(`${fileName} is packed in another way than deflate`)
  const most = Math.max(64, Math.min(uncompressedSize, MOST_PACKED * packed.length))
  const limits = { chunkSize: most, maxOutputLength: Math.max(1, uncompressedSize) }
  if (uncompressedSize <= AT_ONCE) return [fileName, plain(inflateRawSync(packed, limits))]
  return [fileName, plain(await unpack(packed, limits))]
}

/** A Buffer's slice is no copy, as every other array's is. */
const plain = ({ buffer, byteOffset, length }: Buffer) => new Uint8Array(buffer, byteOffset, length)

function arrayOf(path: string, file: Uint8Array, source: string): [string, NpzArray] {
  const name = nameOf(path)
  try {
    return [name, readNpy(file)]
  } catch (error) {
    throw damaged(source, `array ${name}: ${words(error)}`, error)
  }
}

const nameOf = (path: string) => path.replace(/\.npy$/, '')
const words = (error: unknown) => (error instanceof Error ? error.message : String(error))
const damaged = (source: string, what: string, cause: unknown) =>
  new StudioError(`${source} is not a whole .npz file: ${what}`, 'Make the file, or copy it, again.', {
    cause,
  })
