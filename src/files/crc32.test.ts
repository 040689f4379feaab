import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { crc32 } from './crc32'

it.each([
  ['nothing', ''],
  ['its check value', '123456789'],
  ['many bytes', 'é'.repeat(5000)],
])('is what zlib writes behind a gzip: %s', (_, text) => {
  const gzip = gzipSync(text)
  expect(crc32(Buffer.from(text))).toBe(gzip.readUInt32LE(gzip.length - 8))
  const [some, rest] = [Buffer.from(text).subarray(0, 4), Buffer.from(text).subarray(4)]
  expect(crc32(rest, crc32(some))).toBe(crc32(Buffer.from(text)))
  if (text === '123456789') expect(crc32(Buffer.from(text))).toBe(0xcbf43926)
})
