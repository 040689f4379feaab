import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { joined } from '../archives/bundle'
import { digits, greys, readWith, refusal, sha256, sharedData } from '../testing'
import { cifar } from './cifar'

/** Records as cs.toronto.edu/~kriz/cifar.html describes them: labels, then 1,024 values each of red, green, blue. */
function batch(count: number, seed: number, labels: readonly number[][]): Uint8Array {
  const values = greys(count * 3072, seed)
  return Buffer.concat(
    Array.from({ length: count }, (_, i) => [
      Uint8Array.from(labels, (of) => of[i] as number),
      values.subarray(i * 3072, (i + 1) * 3072),
    ]).flat(),
  )
}
const tens = (count: number, seed: number) => batch(count, seed, [[...digits(count)]])
const published = {
  'data_batch_1.bin': tens(20, 1),
  'data_batch_2.bin': tens(10, 2),
  'test_batch.bin': tens(7, 3),
}
const meta = Buffer.from('airplane\nautomobile\n\n')
async function tarOf(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const tar = pack()
  for (const [name, bytes] of Object.entries(files))
    tar.entry({ name: `cifar-10-batches-bin/${name}` }, Buffer.from(bytes))
  tar.finalize()
  return joined(tar as AsyncIterable<Uint8Array>)
}
const archive = await tarOf(published)
const damagedArchive = await tarOf({ 'test_batch.bin': tens(2, 1).subarray(5) })

describe('CIFAR', () => {
  const images = Buffer.concat([greys(20 * 3072, 1), greys(10 * 3072, 2)])

  it('reads the batches of CIFAR-10 in the order of their names', async () => {
    const { splits, ...about } = await readWith(cifar, published)
    expect(about).toMatchObject({ channels: 3, height: 32, width: 32, notes: [] })
    expect(about.classes?.[9]).toBe('truck')
    expect(splits.train?.images.equals(images)).toBe(true)
    expect([...(splits.train?.labels ?? [])]).toEqual([...digits(20), ...digits(10)])
    expect(splits.test?.images.equals(greys(7 * 3072, 3))).toBe(true)
  })

  it.each([
    ['packed', gzipSync],
    ['unpacked', (bytes: Uint8Array) => bytes],
  ])('reads the same from the archive, %s, in whatever order it is', async (_, gzip) => {
    const order = ['data_batch_2.bin', 'test_batch.bin', 'data_batch_1.bin'] as const
    const files = Object.fromEntries(order.map((name) => [name, published[name]]))
    const packed = gzip(await tarOf({ 'batches.meta.txt': meta, 'readme.html': meta, ...files }))
    let told = 0
    const { splits, classes } = await readWith(
      cifar,
      { 'cifar-10-binary.tar.gz': packed },
      { onBytes: (more) => (told += more) },
    )
    expect(splits.train?.images.equals(images)).toBe(true)
    expect(splits.test?.labels.equals(digits(7))).toBe(true)
    expect(classes).toEqual(['airplane', 'automobile'])
    expect(told).toBeCloseTo(packed.length, 3)
  })

  it('reads CIFAR-100 with its fine labels', async () => {
    const fine = Array.from({ length: 40 }, (_, i) => 99 - i)
    const file = batch(40, 5, [Array.from({ length: 40 }, (_, i) => i % 20), fine])
    const { splits, classes } = await readWith(cifar, {
      'train.bin': file,
      'fine_label_names.txt': Buffer.from('apple\nbear\n'),
    })
    expect(splits.train?.images.equals(greys(40 * 3072, 5))).toBe(true)
    expect([...(splits.train?.labels ?? [])]).toEqual(fine)
    expect(classes).toEqual(['apple', 'bear'])
  })

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a byte too few',
      { 'data_batch_1.bin': tens(3, 1).subarray(1) },
      /_1.bin should hold CIFAR-10 records of 3073 bytes .* 9218 bytes: 2 records and 3072 more/,
    ],
    ['an empty batch', { 'data_batch_1.bin': new Uint8Array() }, /but holds 0 bytes/],
    [
      'a label that is none',
      { 'a.bin': batch(4, 1, [[1, 2, 10, 3]]) },
      /a.bin: the label of image 2 \(counted from 0\) is 10, where 0 to 9/,
    ],
    [
      'two kinds',
      {
        'data_batch_1.bin': tens(3, 1),
        'train.bin': batch(5, 1, [
          [1, 1, 1, 1, 1],
          [99, 99, 99, 99, 99],
        ]),
      },
      /more than one data set/,
    ],
    ['half an archive', { 'a.tar': archive.subarray(0, 70_000) }, /a.tar is not a whole tar file/],
    [
      'half a packed archive',
      { 'a.tar.gz': gzipSync(archive).subarray(0, 70_000) },
      /a.tar.gz is not a whole gzip file/,
    ],
    [
      'an archive with a damaged batch',
      { 'a.tar': damagedArchive },
      /a.tar, test_batch.bin should hold CIFAR-10/,
    ],
  ])('refuses %s', async (_, files, message) => {
    expect(await refusal(readWith(cifar, files))).toMatch(message)
  })

  it.each<[string, Uint8Array]>([
    ['a.bin', greys(3073 * 3 + 1)],
    ['a.bin', greys(3073 * 3).fill(200)],
    ['a.txt', tens(3, 1)],
    ['a.tar.gz', gzipSync('nothing')],
    ['batches.meta.txt', meta],
  ])('leaves %s to others', async (name, bytes) => {
    await expect(readWith(cifar, { [name]: bytes })).rejects.toThrow('Nothing was recognised')
  })
})

const shared = sharedData('cifar10')
/** Lies in EASEL_SHARED (../shared beside the checkout); skipped where it does not. */
it.skipIf(!shared)('reads the 4,000 real images (data/cifar10) as numpy does', async () => {
  const { splits } = await readWith(cifar, [join(shared as string, 'lossless_4000.bin')])
  // a = np.fromfile('lossless_4000.bin', 'u1').reshape(-1, 3073)
  // hashlib.sha256(a[:, 1:].tobytes()).hexdigest(), hashlib.sha256(a[:, 0].tobytes()).hexdigest()
  expect(sha256(splits.train?.images ?? Buffer.of())).toBe(
    '28afc872aa454f5edfb44b9dc53187ac9e792b2e75c81b091face3432c78e91b',
  )
  expect(sha256(splits.train?.labels ?? Buffer.of())).toBe(
    '2c365f60663d4e0eae47b2e7e1f85bef4375b295095eff8ce46a32be9415473c',
  )
})
