import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { generator } from '../src/random/generator'

/*
 * Data sets as large as published ones, of made-up images.
 */

const RECORD = 3073
const IMAGES = 3072

/** CIFAR-10's archive: 50,000 and 10,000 images in six batches. */
export async function cifarArchive(file: string): Promise<void> {
  const tar = pack()
  const writing = pipeline(tar, createGzip({ level: 1 }), createWriteStream(file))
  for (const name of [
    'data_batch_1',
    'data_batch_2',
    'data_batch_3',
    'data_batch_4',
    'data_batch_5',
    'test_batch',
  ]) {
    const bytes = smooth(10_000 * RECORD, name)
    for (let at = 0; at < bytes.length; at += RECORD) bytes[at] = (at / RECORD) % 10
    tar.entry({ name: `cifar-10-batches-bin/${name}.bin` }, Buffer.from(bytes))
  }
  tar.finalize()
  await writing
}

/** SVHN's cropped digits as MATLAB writes them without compression: X uint8 [32, 32, 3, count], y [count, 1]. */
export async function svhnMat(file: string, count: number): Promise<void> {
  const images = smooth(1000 * IMAGES, 'svhn')
  const labels = Uint8Array.from({ length: count }, (_, i) => 1 + (i % 10))
  function* pieces() {
    yield Buffer.from(`${'MATLAB 5.0 MAT-file'.padEnd(124)}\x00\x01IM`, 'latin1')
    yield head('X', [32, 32, 3, count])
    for (let i = 0; i < count; i += 1000) yield images.subarray(0, Math.min(1000, count - i) * IMAGES)
    yield head('y', [count, 1])
    yield labels
    yield new Uint8Array(-count & 7)
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file))
}

/** All of a uint8 array's element but its values: tag, flags, dimensions, name, the values' tag. */
function head(name: string, shape: readonly number[]): Uint8Array {
  const length = shape.reduce((a, b) => a * b, 1)
  const dimensions = 8 + Math.ceil(shape.length / 2) * 8
  const words = new Uint32Array((8 + 16 + dimensions + 8 + 8) / 4)
  const size = words.byteLength - 8 + length + (-length & 7)
  words.set([14, size, 6, 8, 9, 0, 5, 4 * shape.length, ...shape])
  words.set([(name.length << 16) | 1, name.charCodeAt(0), 2, length], words.length - 4)
  return new Uint8Array(words.buffer)
}

/** Values that differ little from one to the next, as those of photographs. */
function smooth(length: number, seed: string): Uint8Array {
  const { below } = generator(1, seed)
  let value = 128
  return Uint8Array.from({ length }, () => (value = Math.min(255, Math.max(0, value + below(9) - 4))))
}
