import { pipeline, Readable } from 'node:stream'
import { createGunzip, createInflate } from 'node:zlib'
import { codeOf } from '../../files/systemError'
import { StudioError } from '../../studio/api'
import type { Source } from './sources'

export interface Reading {
  readonly signal?: AbortSignal | undefined
  /** Told how many more bytes of the chosen files have been read. */
  readonly onBytes?: ((more: number) => void) | undefined
}

/** @throws StudioError when `signal` is aborted. */
export function checkCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StudioError('Cancelled: nothing was kept')
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b
const UNPACKED = 2 ** 20

/** The bytes of a file from `begin` to before `end`, piece by piece, as they lie there. @throws StudioError */
export async function* raw(
  source: Source,
  { signal, onBytes }: Reading = {},
  begin = 0,
  end = source.size,
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of source.pieces(begin, end)) {
    checkCancelled(signal)
    yield piece
    onBytes?.(piece.length)
  }
}

/**
 * What a file holds, unpacked if it is gzip, piece by piece: a reader can stop at the first wrong byte, before a
 * gzip bomb has grown.
 * @throws StudioError when the gzip is damaged or `signal` is aborted.
 */
export async function* contents(source: Source, reading: Reading = {}): AsyncGenerator<Uint8Array, void> {
  if (isGzip(await source.read(0, 2))) yield* unpacked(source, 'gzip', reading)
  else yield* raw(source, reading)
}

/** The first `length` bytes of {@link contents}, fewer where it is shorter. @throws StudioError */
export async function startOf(source: Source, length: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let got = 0
  for await (const piece of contents(source)) {
    pieces.push(piece)
    if ((got += piece.length) >= length) break
  }
  return Buffer.concat(pieces).subarray(0, length)
}

/**
 * What a file holds between `begin` and `end`, packed as gzip or zlib, unpacked piece by piece.
 * @throws StudioError when it is damaged or `signal` is aborted.
 */
export async function* unpacked(
  source: Source,
  packing: 'gzip' | 'zlib',
  { signal, onBytes }: Reading = {},
  begin = 0,
  end = source.size,
): AsyncGenerator<Uint8Array, void> {
  const unpack = (packing === 'gzip' ? createGunzip : createInflate)({ chunkSize: UNPACKED })
  // Errors are met by whoever reads from it.
  pipeline(Readable.from(source.pieces(begin, end)), unpack, () => undefined)
  let told = 0
  try {
    for await (const piece of unpack as AsyncIterable<Uint8Array>) {
      checkCancelled(signal)
      yield piece
      onBytes?.(unpack.bytesWritten - told)
      told = unpack.bytesWritten
    }
  } catch (error) {
    throw packingError(source.file, packing, error)
  }
}

function packingError(file: string, packing: 'gzip' | 'zlib', error: unknown): unknown {
  const code = codeOf(error)
  if (!code?.startsWith('Z_') || !(error instanceof Error)) return error
  const found =
    code === 'Z_BUF_ERROR'
      ? 'the compressed data end too early; it is cut short'
      : error.message === 'incorrect data check'
        ? `its checksum (${packing === 'gzip' ? 'CRC-32' : 'Adler-32'}) does not match its content`
        : `the compressed data are wrong (${error.message})`
  return new StudioError(
    `${file} is not ${packing === 'gzip' ? 'a whole gzip file' : 'whole'}: ${found}`,
    'Download or copy the file again.',
    { cause: error },
  )
}
