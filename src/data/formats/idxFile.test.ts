import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generator } from '../../random/generator'
import { idxFile, refusal } from '../testing'
import type { Reading } from './contents'
import { openIdx, type IdxKind } from './idxFile'
import { memorySource } from './sources'

async function readIdx(bytes: Uint8Array, name: string, kind: IdxKind, reading: Reading = {}) {
  const { shape, read } = await openIdx(memorySource({ name, bytes }), kind)
  const pieces = []
  for await (const piece of read(reading)) pieces.push(piece)
  return { shape, data: new Uint8Array(Buffer.concat(pieces)) }
}

const images = idxFile([5, 3, 4])
const labels = idxFile([5], new Uint8Array([1, 2, 3, 4, 5]))
const header = (...sizes: number[]) =>
  idxFile(sizes.map(() => 1)).map((byte, i) => headerByte(sizes, byte, i))
const headerByte = (sizes: number[], byte: number, i: number) =>
  i < 4 ? byte : ((sizes[(i - 4) >> 2] ?? 0) >>> (24 - 8 * ((i - 4) & 3))) & 255

describe('openIdx', () => {
  it.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ])('reads %s images and labels', async (_, pack) => {
    expect(await readIdx(pack(images), 'a', 'images')).toEqual({
      shape: [5, 3, 4],
      data: Uint8Array.from(images.subarray(16)),
    })
    expect(await readIdx(pack(labels), 'a', 'labels')).toEqual({
      shape: [5],
      data: new Uint8Array([1, 2, 3, 4, 5]),
    })
  })

  it.each<[string, Uint8Array, RegExp]>([
    [
      'an empty file',
      new Uint8Array(),
      /^\/d\/a should begin with an IDX header of 16 bytes, but holds 0 bytes/,
    ],
    ['an empty gzip', gzipSync(''), /holds 0 bytes/],
    [
      'labels',
      labels,
      /should hold images \(IDX, first bytes 0x00000803\), but it holds labels \(0x00000801\)/,
    ],
    ['arrays of more dimensions', idxFile([1, 2, 2, 3]), /arrays of 4 dimensions/],
    ['floats', Uint8Array.from(images, (byte, i) => (i === 2 ? 0x0d : byte)), /not an IDX file of bytes/],
    ['other text', Buffer.from('<!doctype html><title>404'), /not an IDX file of bytes \(0x3c21646f\)/],
    ['no images', idxFile([0, 28, 28]), /holds no images: its header says 0 × 28 × 28/],
    [
      'a header of more than memory holds',
      header(2 ** 32 - 1, 2 ** 12, 2 ** 12),
      /but holds 17; it is cut short/,
    ],
    ['the same in gzip', gzipSync(header(2 ** 32 - 1, 2 ** 12, 2 ** 12)), /but holds 17; it is cut short/],
    ['an image too large', header(1, 2 ** 12, 2 ** 13), /images of 4096 × 8192 pixels; .* at most 16777216/],
    [
      'a byte too few',
      images.subarray(0, -1),
      /should hold 76 bytes \(5 × 3 × 4 and a header\), but holds 75; it is cut/,
    ],
    ['a byte too many', Buffer.concat([images, Buffer.alloc(1)]), /but holds more: 77/],
    [
      'more than the header says in gzip',
      gzipSync(Buffer.concat([images, Buffer.alloc(9)])),
      /holds more: 85/,
    ],
    ['half a gzip', gzipSync(images).subarray(0, 40), /not a whole gzip file: .*cut short/],
    ['a gzip with a wrong checksum', wrongChecksum(gzipSync(images)), /CRC-32.*does not match/],
    [
      'a gzip with wrong data',
      Buffer.concat([gzipSync(images).subarray(0, 10), Buffer.alloc(30, 0xff)]),
      /are wrong/,
    ],
  ])('refuses %s, naming the file', async (_, bytes, message) => {
    expect(await refusal(readIdx(bytes, '/d/a', 'images'))).toMatch(message)
  })

  it('stops unpacking a gzip bomb at its first megabytes', async () => {
    const bomb = gzipSync(Buffer.concat([images, Buffer.alloc(60_000_000)]))
    let read = 0
    await refusal(readIdx(bomb, 'bomb', 'images', { onBytes: (more) => (read += more) }))
    expect(read).toBeLessThan(bomb.length / 5)
  })

  it('refuses every truncation and random bytes', async () => {
    for (const file of [images, gzipSync(images)])
      for (let length = 0; length < file.length; length++)
        await refusal(readIdx(file.subarray(0, length), 'a', 'images'))
    const { below } = generator(1, 'fuzz')
    for (let i = 0; i < 200; i++) {
      const bytes = Uint8Array.from({ length: below(200) }, () => below(256))
      if (i % 2) bytes.set([0x1f, 0x8b, 8, 0].slice(0, bytes.length))
      await refusal(readIdx(bytes, 'a', 'images'))
    }
  })

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    expect(await refusal(readIdx(images, 'a', 'images', { signal }))).toMatch('Cancelled')
  })
})

function wrongChecksum(bytes: Uint8Array): Uint8Array {
  const at = bytes.length - 6
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
