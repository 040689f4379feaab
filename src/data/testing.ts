import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { generator } from '../random/generator'
import { StudioError } from '../studio/api'
import type { ImageSet, SplitName } from './dataset'
import type { Reading } from './formats/contents'
import type { Format } from './formats/format'
import { diskSources, memorySource } from './formats/sources'

/*
 * For tests alone: files made on the spot, and where the real ones lie.
 */

/** An IDX file of bytes, as its format says. */
export function idxFile(shape: readonly number[], data?: Uint8Array): Uint8Array {
  const length = shape.reduce((a, b) => a * b, 1)
  const bytes = Buffer.alloc(4 + 4 * shape.length + length)
  bytes.set([0, 0, 8, shape.length])
  shape.forEach((size, i) => bytes.writeUInt32BE(size, 4 + 4 * i))
  bytes.set(data ?? greys(length), 4 + 4 * shape.length)
  return bytes
}

export function greys(length: number, seed = 1): Uint8Array {
  const { below } = generator(seed, 'test greys')
  return Uint8Array.from({ length }, () => below(256))
}

export const digits = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i % 10)

/** Lines of 784 tokens. */
export function amatText(count: number, seed = 1): string {
  const { below } = generator(seed, 'test amat')
  const line = () => Array.from({ length: 784 }, () => below(2)).join(' ')
  return Array.from({ length: count }, () => `${line()}\n`).join('')
}

/** Every image of a set, and its labels. */
export const allOf = async (set: ImageSet) => ({
  count: set.count,
  images: await set.take(Array.from({ length: set.count }, (_, i) => i)),
  ...(set.labels && { labels: set.labels }),
})

/** What a format makes of files, all of it in memory. */
export async function readWith(
  format: Format,
  files: Readonly<Record<string, Uint8Array>> | readonly string[],
  reading: Reading = {},
) {
  const sources = Array.isArray(files)
    ? await diskSources(files as readonly string[])
    : Object.entries(files).map(([name, bytes]) => memorySource({ name, bytes: bytes as Uint8Array }))
  const claims = await format.recognise(sources)
  if (claims.length === 0) throw new Error('Nothing was recognised')
  const { splits, ...about } = await format.open(claims, 'set', {})
  const read: Partial<Record<SplitName, { images: Buffer; labels: Buffer }>> = {}
  for (const [split, stream] of Object.entries(splits)) {
    const images = []
    const labels = []
    for await (const portion of stream.read(reading)) {
      images.push(portion.images)
      if (portion.labels) labels.push(portion.labels)
    }
    read[split as SplitName] = { images: Buffer.concat(images), labels: Buffer.concat(labels) }
  }
  return { ...about, splits: read }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A folder for each test, removed after it. */
export function useFolder(): { readonly path: string; entries(): string[] } {
  let path = ''
  beforeEach(() => void (path = mkdtempSync(join(tmpdir(), 'easel-'))))
  afterEach(() => rmSync(path, { recursive: true }))
  return {
    get path() {
      return path
    },
    entries: () => readdirSync(path),
  }
}

/** What `promise` fails with, which must be a StudioError: message and remedy in one. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof StudioError) return `${error.message} | ${error.remedy}`
    throw error
  }
  throw new Error('Nothing was refused')
}

const SHARED = resolve(process.env['EASEL_SHARED'] ?? '../shared')
/** The folder of real data called `name`, or undefined where this machine has none. */
export const sharedData = (name: string): string | undefined => {
  const folder = join(SHARED, 'data', name)
  return existsSync(folder) ? folder : undefined
}
