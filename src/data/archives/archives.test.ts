import { zipSync } from 'fflate'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { memorySource } from '../formats/sources'
import { greys, refusal } from '../testing'
import { joined, type Bundle } from './bundle'
import { tarBundle } from './tar'
import { zipBundle } from './zip'

const files = { 'a/1.bin': greys(5000), 'a/empty': new Uint8Array(), 'b.bin': greys(70_000, 2) }

async function tarOf(content: Record<string, Uint8Array>): Promise<Uint8Array> {
  const tar = pack()
  for (const [name, bytes] of Object.entries(content)) tar.entry({ name }, Buffer.from(bytes))
  tar.finalize()
  return joined(tar as AsyncIterable<Uint8Array>)
}
const tar = await tarOf(files)
const zip = zipSync(files)
const bundles = (bytes: Uint8Array, open: typeof zipBundle) => open(memorySource({ name: 'x', bytes }))
const all = async (bundle: Bundle) => {
  const found: Record<string, Uint8Array> = {}
  for await (const { path, size, read } of bundle.entries()) {
    found[path] = Uint8Array.from(await read())
    expect(found[path]).toHaveLength(size)
  }
  return found
}

describe.each([
  ['a tar', tar, tarBundle],
  ['a tar in gzip', gzipSync(tar), tarBundle],
  ['a zip', zip, zipBundle],
  ['a zip that is not packed', zipSync(files, { level: 0 }), zipBundle],
] as const)('%s', (_, bytes, open) => {
  it('gives its files, whole or in pieces, as often as asked', async () => {
    const bundle = bundles(bytes, open)
    for (const turn of [1, 2])
      for (const [path, content] of Object.entries(await all(bundle)))
        expect(Buffer.compare(content, files[path as keyof typeof files]), `${path}, ${turn}`).toBe(0)
    expect(Object.keys(await all(bundle))).toEqual(Object.keys(files))
    for await (const { path, pieces } of bundle.entries())
      if (path === 'b.bin') expect(Buffer.compare(await joined(pieces()), files['b.bin'])).toBe(0)
  })

  it('is refused when it is cut short', async () => {
    for (const part of [0.3, 0.6, 0.9])
      expect(await refusal(all(bundles(bytes.slice(0, part * bytes.length), open)))).toMatch(/^x/)
  })

  it('is left when it is cancelled', async () => {
    const entries = bundles(bytes, open).entries({ signal: AbortSignal.abort() })
    expect(
      await refusal(
        (async () => {
          for await (const { read } of entries) await read()
        })(),
      ),
    ).toMatch('Cancelled')
  })
})

it('a zip with a changed byte is refused, naming the file in it', async () => {
  const stored = zipSync({ 'a.bin': files['b.bin'] }, { level: 0 })
  stored[1000] = (stored[1000] ?? 0) ^ 1
  expect(await refusal(all(bundles(stored, zipBundle)))).toMatch(/^x, a.bin: its checksum \(CRC-32\)/)
})

it.each([700_000, 1_200_000, 1_700_000])(
  'a tar in gzip with a wrong checksum is refused as gzip, though its last file is read late (%i)',
  async (length) => {
    const last = Buffer.alloc(length)
    const bytes = gzipSync(await tarOf({ 'a.bin': greys(900_000), 'last.bin': last }))
    bytes.writeUInt8((bytes.at(-8) ?? 0) ^ 1, bytes.length - 8)
    const late = async () => {
      for await (const { path, read } of bundles(bytes, tarBundle).entries()) {
        if (path !== 'last.bin') continue
        await setTimeout(30)
        await read()
      }
    }
    expect(await refusal(late())).toMatch(/^x is not a whole gzip file: its checksum \(CRC-32\)/)
  },
)

/** `zip` with the byte at `at` of its first `mark` made `value`. */
const zipWith = (mark: string, at: number, value: number) => {
  const bytes = Buffer.from(zip)
  bytes[bytes.indexOf(mark, 0, 'latin1') + at] = value
  return bytes
}
it.each<[string, Uint8Array, RegExp]>([
  ['cut short', zip.subarray(0, -1), /^x is not a whole zip file: .*its end is missing; it is cut short/],
  [
    'with more after it',
    Buffer.concat([zip, greys(9)]),
    /^x is not a whole zip file: bytes are missing or too/,
  ],
  ['of several', zipWith('PK\x05\x06', 4, 1), /^x is not a whole zip file: it is one part of several/],
  ['with a damaged directory', zipWith('PK\x01\x02', 2, 9), /^x is not .*: its directory is damaged/],
  ['that is encrypted', zipWith('PK\x01\x02', 8, 1), /^x, a\/1.bin: it cannot be unpacked: it is encrypted/],
  ['of another packing', zipWith('PK\x01\x02', 10, 99), /^x, a\/1.bin: .*another way than Deflate/],
  ['with a file elsewhere', zipWith('PK\x03\x04', 2, 9), /^x, a\/1.bin: .*what should begin where/],
  ['that leads out', zipWith('PK\x01\x02', 46, 47), /^x is not .*: the name of a file leads out of it/],
])('a zip %s is refused in words of our own', async (_, bytes, message) => {
  expect(await refusal(all(bundles(bytes, zipBundle)))).toMatch(message)
})

it('a tar that is cut short between two of its files is refused', async () => {
  for (let length = 0; length < tar.length - 512; length += 512)
    expect(await refusal(all(bundles(tar.slice(0, length), tarBundle)))).toMatch(/^x is not a whole tar/)
})

it('a zip that unpacks to more than it says is stopped there', async () => {
  const bytes = Buffer.from(zipSync({ 'a.txt': Buffer.alloc(10_000_000) }))
  // The size in the directory, 24 bytes into the central header.
  bytes.writeUInt32LE(100, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24)
  expect(await refusal(all(bundles(bytes, zipBundle)))).toMatch(/^x, a.txt: /)
})
