import { createGunzip } from 'node:zlib'
import { setImmediate } from 'node:timers/promises'
import { codeOf } from '../../files/systemError'
import { StudioError } from '../../studio/api'

/** Most bytes a data file may hold; a million images of 28 × 28. */
export const CONTENT_LIMIT = 2 ** 30
const CHUNK = 2 ** 20

export interface Reading {
  readonly signal?: AbortSignal | undefined
  /** Told how many bytes of the file have been read. */
  readonly onBytes?: (bytes: number) => void
}

/** @throws StudioError when `signal` is aborted. */
export function checkCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StudioError('Cancelled: nothing was kept')
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * What a file holds, unpacked if it is gzip, piece by piece: a reader can stop at the first wrong byte, before a
 * gzip bomb has grown, and other work gets its turn between the pieces.
 * @throws StudioError when the gzip is damaged or `signal` is aborted.
 */
export async function* contents(
  bytes: Uint8Array,
  file: string,
  { signal, onBytes }: Reading = {},
): AsyncGenerator<Uint8Array, void> {
  if (!isGzip(bytes)) {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      checkCancelled(signal)
      yield bytes.subarray(at, at + CHUNK)
      onBytes?.(Math.min(at + CHUNK, bytes.length))
      await setImmediate()
    }
    return
  }
  const gunzip = createGunzip({ chunkSize: CHUNK })
  gunzip.end(bytes)
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      checkCancelled(signal)
      yield chunk
      onBytes?.(gunzip.bytesWritten)
    }
  } catch (error) {
    throw gzipError(file, error)
  }
}

function gzipError(file: string, error: unknown): unknown {
  const code = codeOf(error)
  if (!code?.startsWith('Z_') || !(error instanceof Error)) return error
  const found =
    code === 'Z_BUF_ERROR'
      ? 'the compressed data end too early; it is cut short'
      : error.message === 'incorrect data check'
        ? 'its checksum (CRC-32) does not match its content'
        : `the compressed data are wrong (${error.message})`
  return new StudioError(`${file} is not a whole gzip file: ${found}`, 'Download or copy the file again.', {
    cause: error,
  })
}
