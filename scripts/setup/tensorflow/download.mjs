import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 5
const STALL = 60_000

/** The file arrived whole and is not what it should be. */
export class WrongHash extends Error {}

/**
 * Downloads to `file` by way of `file.part`, going on where an earlier attempt or process stopped.
 * @param {object} request
 * @param {string} request.url
 * @param {string} request.sha256
 * @param {string} request.file
 * @param {number} [request.pause] ms before the second attempt, doubling
 * @param {(done: number, total: number) => void} request.onProgress
 * @param {(reason: string) => void} [request.onRetry]
 * @throws {WrongHash | Error} after several attempts
 */
export async function download({ url, sha256, file, onProgress, onRetry, pause = 1000 }) {
  if (existsSync(file) && (await sha256Of(file)) === sha256) return
  const part = `${file}.part`
  for (let attempt = 1; ; attempt++) {
    const resumed = existsSync(part)
    try {
      await fetchRest(url, part, onProgress)
      await check(part, sha256)
      return renameSync(part, file)
    } catch (error) {
      const hopeless = error instanceof WrongHash && !resumed
      if (hopeless || attempt === ATTEMPTS) throw error
      onRetry?.(reasonOf(error))
      await sleep(pause * 2 ** (attempt - 1))
    }
  }
}

/** fetch hides its reason in the cause. @param {any} error @returns {string} */
export const reasonOf = (error) => error.cause?.message || error.cause?.code || error.message

/** @param {string} url @param {string} part @param {(done: number, total: number) => void} onProgress */
async function fetchRest(url, part, onProgress) {
  const have = statSync(part, { throwIfNoEntry: false })?.size ?? 0
  const stall = new AbortController()
  const clock = setTimeout(() => stall.abort(new Error(`nothing came for ${STALL / 1000} s`)), STALL)
  try {
    const response = await fetch(url, {
      headers: have ? { Range: `bytes=${have}-` } : {},
      signal: stall.signal,
    })
    if (response.status === 416) return // nothing is left to fetch, or the part is too long: the hash tells
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
    const resumed = response.status === 206
    let done = resumed ? have : 0
    const total = done + Number(response.headers.get('content-length') ?? 0)
    const counted = async function* (/** @type {AsyncIterable<Uint8Array>} */ chunks) {
      for await (const chunk of chunks) {
        clock.refresh()
        onProgress((done += chunk.length), Math.max(done, total))
        yield chunk
      }
    }
    await pipeline(
      /** @type {any} */ (response.body),
      counted,
      createWriteStream(part, { flags: resumed ? 'a' : 'w' }),
    )
    if (done < total) throw new Error(`the connection ended at ${done} of ${total} bytes`)
  } finally {
    clearTimeout(clock)
  }
}

/** Removes a file that is not what it should be. @param {string} file @param {string} sha256 @throws {WrongHash} */
export async function check(file, sha256) {
  const found = await sha256Of(file)
  if (found === sha256) return
  rmSync(file)
  throw new WrongHash(`the sha256 of ${basename(file)} is ${found}, not ${sha256}`)
}

/** @param {string} file @returns {Promise<string>} */
async function sha256Of(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
