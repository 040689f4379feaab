import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { downloadSet } from './download'
import { importFiles } from './importFiles'
import { knownSet } from './known'
import { openLibrary } from './library'
import { allOf, refusal, sharedData, useFolder } from './testing'

const folder = useFolder()
const mnist = sharedData('mnist')
const binarized = sharedData('binarized_mnist')

/** Lies in EASEL_SHARED (../shared beside the checkout); skipped where it does not. */
describe.skipIf(!mnist)('the real MNIST files (data/mnist)', () => {
  it('become mnist: 50,000 and the last 10,000 for training and validation, t10k for test', async () => {
    const library = openLibrary(folder.path)
    const { id } = await importFiles(library, [mnist as string])
    expect(id).toBe('mnist')
    const { splits, classes, kind, title } = await library.load(id)
    expect([kind, title, classes?.[9]]).toEqual(['grey', 'MNIST', '9'])
    const content = (name: string, header: number) =>
      gunzipSync(readFileSync(join(mnist as string, name))).subarray(header)
    const images = content('train-images-idx3-ubyte.gz', 16)
    expect(images.subarray(0, 39_200_000).equals((await allOf(splits.train)).images)).toBe(true)
    expect(images.subarray(39_200_000).equals((await allOf(splits.validation)).images)).toBe(true)
    expect(content('t10k-images-idx3-ubyte.gz', 16).equals((await allOf(splits.test)).images)).toBe(true)
    // The labels everyone has seen: 5 0 4 1 9 2 1 3 1 4, and 7 2 1 0 4 of the test images.
    expect([...(splits.train.labels ?? [])].slice(0, 10)).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    expect([...(splits.test.labels ?? [])].slice(0, 5)).toEqual([7, 2, 1, 0, 4])
    expect(folder.entries()).toEqual(['mnist.safetensors'])
  }, 60_000)

  it('are what the catalogue downloads', async () => {
    const server = createServer((request, response) =>
      createReadStream(join(mnist as string, request.url ?? '')).pipe(response),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const set = knownSet('mnist')
    if (!set) throw new Error('mnist is not known')
    const mirrors = [`http://127.0.0.1:${(server.address() as AddressInfo).port}/`]
    const { id } = await downloadSet(openLibrary(folder.path), { ...set, mirrors })
    server.close()
    expect(id).toBe('mnist')
  }, 60_000)

  it('without the test images are a set of their own', async () => {
    const files = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'].map((name) => ({
      name,
      bytes: readFileSync(join(mnist as string, name)),
    }))
    const { id, notes } = await importFiles(openLibrary(folder.path), files)
    expect(id).toMatch(/^import-images-/)
    expect(notes.at(-1)).toMatch('41,667 for training, 8,333 for validation, 10,000 for test')
  }, 60_000)
})

describe.skipIf(!binarized)('the real static binarized files (data/binarized_mnist)', () => {
  it('become binarized-mnist from any one of them', async () => {
    const library = openLibrary(folder.path)
    const file = join(binarized as string, 'binarized_mnist_train.amat.gz')
    const { id, notes } = await importFiles(library, [file])
    expect(id).toBe('binarized-mnist')
    expect(notes.join(' ')).not.toMatch('This is not all')
    const { splits, kind } = await library.load('binarized-mnist')
    expect(kind).toBe('binary')
    expect([splits.train.count, splits.validation.count, splits.test.count]).toEqual([50_000, 10_000, 10_000])
    const text = gunzipSync(readFileSync(join(binarized as string, 'binarized_mnist_test.amat.gz')))
    const bits = text.toString('latin1').replace(/\s/g, '').replaceAll('0', '\0').replaceAll('1', '\xff')
    expect(Buffer.from(bits, 'latin1').equals((await allOf(splits.test)).images)).toBe(true)
  }, 60_000)

  it('are refused when one is cut short', async () => {
    const bytes = readFileSync(join(binarized as string, 'binarized_mnist_test.amat.gz'))
    const files = [
      {
        name: 'binarized_mnist_test.amat.gz',
        bytes: bytes.subarray(
          0,
          statSync(join(binarized as string, 'binarized_mnist_test.amat.gz')).size / 2,
        ),
      },
    ]
    expect(await refusal(importFiles(openLibrary(folder.path), files))).toMatch(
      /binarized_mnist_test.amat.gz is not a whole gzip file.*cut short/,
    )
    expect(folder.entries()).toEqual([])
  })
})
