import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { joined } from '../archives/bundle'
import { greys, refusal, useFolder } from '../testing'
import { contents, raw, startOf } from './contents'
import { hashing } from './hashing'
import { diskSources, memorySource, peek, type Source } from './sources'

const folder = useFolder()
const bytes = Buffer.concat(Array.from({ length: 30 }, () => greys(100_000)))

const both: [string, (bytes: Uint8Array) => Promise<Source>][] = [
  ['in memory', async (bytes) => memorySource({ name: 'a', bytes })],
  [
    'on disk',
    async (bytes) => {
      writeFileSync(join(folder.path, 'a'), bytes)
      return (await diskSources([join(folder.path, 'a')]))[0] as Source
    },
  ],
]

describe.each(both)('a source %s', (_, open) => {
  it('gives any stretch of its bytes, in pieces of at most 1 MiB', async () => {
    const source = await open(bytes)
    expect(source.size).toBe(3_000_000)
    for (const [begin, end] of [
      [0, 3_000_000],
      [1_500_000, 2_700_001],
      [7, 9],
      [5, 5],
    ] as const) {
      expect(Buffer.compare(await source.read(begin, end), bytes.subarray(begin, end))).toBe(0)
      const pieces = []
      for await (const piece of source.pieces(begin, end)) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(bytes.subarray(begin, end))).toBe(true)
      expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(2 ** 20)
    }
    expect(Buffer.compare(await source.read(2_999_990, 9e9), bytes.subarray(-10))).toBe(0)
  })

  it('is unpacked where it is gzip, its progress told in packed bytes', async () => {
    for (const content of [bytes, gzipSync(bytes)]) {
      const source = await open(content)
      let told = 0
      const all = await joined(contents(source, { onBytes: (more) => (told += more) }))
      expect(Buffer.compare(all, bytes)).toBe(0)
      expect(told).toBe(content.length)
      expect(Buffer.compare(await startOf(source, 20), bytes.subarray(0, 20))).toBe(0)
      expect(Buffer.compare(await peek(source, 20), bytes.subarray(0, 20))).toBe(0)
    }
  })

  it('is left when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    for (const content of [bytes, gzipSync(bytes)]) {
      const source = await open(content)
      expect(await refusal(joined(contents(source, { signal })))).toMatch('Cancelled')
    }
  })

  it('has its SHA-256 taken as it is read once', async () => {
    const expected = createHash('sha256').update(bytes).digest('hex')
    let reads = 0
    const counted = async () => {
      const source = await open(bytes)
      return hashing({ ...source, pieces: (...range) => (reads++, source.pieces(...range)) })
    }
    const read = await counted()
    await read.read(0, 100)
    await joined(raw(read, {}, 5, 50))
    reads = 0
    await joined(raw(read))
    expect([await read.sha256(), reads]).toEqual([expected, 1])
    const unread = await counted()
    expect([await unread.sha256(), await unread.sha256(), reads]).toEqual([expected, expected, 2])
  })
})
