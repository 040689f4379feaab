import { createHash } from 'node:crypto'
import { createReadStream, promises as fs } from 'node:fs'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { PublishedFile } from './known'

export interface FetchOptions {
  /** Bytes of the file that are here. */
  readonly onProgress?: (done: number) => void
  readonly signal?: AbortSignal | undefined
  /** A server silent for so long, ms, is given up. */
  readonly idle?: number
}

/** Through all mirrors, while one of them still brings something. */
const ROUNDS = 10
const REDIRECTS = 5

/**
 * Fetches `file` from the first mirror that has it, to `path`. What has come is kept in `path`.part, and the next try,
 * or the next start, goes on from there. Only a file with the right SHA-256 gets its name.
 * @throws StudioError with what each mirror said, or that it was cancelled.
 */
export async function fetchFile(
  file: PublishedFile,
  mirrors: readonly string[],
  path: string,
  options: FetchOptions = {},
): Promise<void> {
  if ((await sizeOf(path)) === file.bytes && (await sha256Of(path)) === file.sha256) return
  const part = `${path}.part`
  const failures = new Map<string, string>()
  const wrong = new Set<string>()
  let hopeful = true
  for (let round = 0; hopeful && round < ROUNDS; round++) {
    hopeful = false
    for (const mirror of mirrors.filter((mirror) => !wrong.has(mirror))) {
      if ((await sizeOf(part)) > file.bytes) await fs.rm(part)
      const start = await sizeOf(part)
      try {
        if (start !== file.bytes) await receive(new URL(file.name, mirror), file, part, start, options)
        if ((await sha256Of(part)) === file.sha256) return await fs.rename(part, path)
        failures.set(mirror, 'its file has a wrong checksum')
        await fs.rm(part)
        // What was there before may be to blame: only a mirror that sent all of it is surely wrong.
        if (start === 0) wrong.add(mirror)
        else hopeful = true
      } catch (error) {
        if (options.signal?.aborted) throw new StudioError(`The download of ${file.name} was cancelled`)
        if (!(error instanceof TransferError)) throw systemError('write', part, error)
        failures.set(mirror, error.message)
        hopeful ||= (await sizeOf(part)) > start
      }
    }
  }
  const said = [...failures].map(([mirror, message]) => `${new URL(mirror).host}: ${message}`).join('; ')
  throw new StudioError(
    `${file.name} could not be downloaded. ${said}`,
    'Check the network and try again (it goes on where it stopped), or get the files elsewhere and import them.',
  )
}

/** A mirror's fault: another one, or another try, may do. */
class TransferError extends Error {}

async function receive(
  url: URL,
  file: PublishedFile,
  part: string,
  start: number,
  { onProgress, signal, idle = 30_000 }: FetchOptions,
): Promise<void> {
  const response = await request(url, start, signal, idle).catch((error: unknown) => {
    throw new TransferError(error instanceof Error ? error.message : String(error), { cause: error })
  })
  const resumed = response.statusCode === 206 && startOf(response) === start
  if (!resumed && response.statusCode !== 200) {
    response.destroy()
    throw new TransferError(
      `the server answered ${response.statusCode} ${response.statusMessage ?? ''}`.trim(),
    )
  }
  const output = await fs.open(part, resumed ? 'a' : 'w')
  let done = resumed ? start : 0
  try {
    for await (const chunk of transferOf(response)) {
      done += chunk.length
      if (done > file.bytes) throw new TransferError(`it sends more than the ${file.bytes} bytes expected`)
      await output.appendFile(chunk)
      onProgress?.(done)
    }
    await output.sync()
  } finally {
    await output.close()
    if (done > file.bytes) await fs.rm(part)
  }
  if (done < file.bytes) throw new TransferError(`the connection ended after ${done} of ${file.bytes} bytes`)
}

/** What a response brings; a connection that breaks is a {@link TransferError}. */
async function* transferOf(response: IncomingMessage): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) yield chunk
  } catch (error) {
    throw new TransferError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function request(
  url: URL,
  start: number,
  signal: AbortSignal | undefined,
  idle: number,
): Promise<IncomingMessage> {
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const response = await ask(url, start, signal, idle)
    const { location } = response.headers
    if (!location || Math.floor((response.statusCode ?? 0) / 100) !== 3) return response
    response.destroy()
    url = new URL(location, url)
  }
  throw new TransferError(`it redirects more than ${REDIRECTS} times`)
}

function ask(
  url: URL,
  start: number,
  signal: AbortSignal | undefined,
  idle: number,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'http:' ? getHttp : getHttps)(
      url,
      { headers: start > 0 ? { range: `bytes=${start}-` } : {}, ...(signal && { signal }) },
      resolve,
    )
    sent.on('error', reject)
    sent.setTimeout(idle, () => sent.destroy(new Error(`silent for ${idle / 1000} seconds`)))
  })
}

/** Where a partial answer begins. */
const startOf = ({ headers }: IncomingMessage) =>
  Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? NaN)

async function sizeOf(path: string): Promise<number> {
  try {
    return (await fs.stat(path)).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0
    throw systemError('read', path, error)
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(chunk)
  return hash.digest('hex')
}
