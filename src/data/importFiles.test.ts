import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generator } from '../random/generator'
import { importFiles } from './importFiles'
import { openLibrary } from './library'
import { allOf, amatText, digits, greys, idxFile, refusal, useFolder } from './testing'

const folder = useFolder()
const library = () => openLibrary(join(folder.path, 'library'))
/** All that lies in the library, what is half-written too. */
const kept = async () => readdirSync(library().root)

const trainImages = idxFile([30, 28, 28], greys(30 * 784, 1))
const testImages = idxFile([12, 28, 28], greys(12 * 784, 2))
const mnistLike = {
  'train-images-idx3-ubyte': trainImages,
  'train-labels-idx1-ubyte': idxFile([30], digits(30)),
  't10k-images-idx3-ubyte': testImages,
  't10k-labels-idx1-ubyte': idxFile([12], digits(12)),
}
const inMemory = (files: Record<string, Uint8Array>) =>
  Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
/** Writes files into a new folder and gives its path. */
const onDisk = (name: string, files: Record<string, Uint8Array | string>) => {
  const path = join(folder.path, name)
  mkdirSync(path)
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes)
  return path
}

describe('importFiles', () => {
  it('makes one data set of images and labels for training and test', async () => {
    const { id, notes } = await importFiles(library(), inMemory(mnistLike))
    expect(id).toMatch(/^import-images-[0-9a-f]{8}$/)
    expect(notes.join(' ')).toMatch(
      /5 of 30 images.*for validation.*25 for training, 5 for validation, 12 for test/,
    )
    const { splits, close, ...set } = await library().load(id)
    await close()
    expect(set).toEqual({ id, title: 'Images', kind: 'grey', channels: 1, height: 28, width: 28 })
    expect(await allOf(splits.test)).toEqual({
      count: 12,
      images: Uint8Array.from(testImages.subarray(16)),
      labels: digits(12),
    })
    expect([...(splits.train.labels ?? []), ...(splits.validation.labels ?? [])].sort()).toEqual(
      [...digits(30)].sort(),
    )
  })

  it.each([
    ['a folder', (path: string) => [path]],
    ['one of its files', (path: string) => [join(path, 't10k-labels.idx1-ubyte')]],
    ['all of its files', (path: string) => Object.keys(dotted).map((name) => join(path, name))],
  ])('gives the same set for %s, gzip or not, whatever the spelling', async (_, choose) => {
    const reference = await importFiles(library(), inMemory(mnistLike))
    const { fingerprint } = (await library().find(reference.id)) ?? {}
    const { id } = await importFiles(library(), choose(onDisk('Fashion', dotted)))
    expect(id).toBe(`import-fashion-${fingerprint?.slice(0, 8)}`)
  })
  const dotted = Object.fromEntries(
    Object.entries(mnistLike).map(([name, bytes], i) =>
      i % 2 ? [name.replace('-idx', '.idx'), bytes] : [`${name}.gz`, gzipSync(bytes)],
    ),
  )

  it('takes unpacked files and their .gz beside them once', async () => {
    const packed = Object.entries(mnistLike).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)] as const)
    const path = onDisk('raw', { ...mnistLike, ...Object.fromEntries(packed) })
    expect((await importFiles(library(), [path])).notes.join()).toMatch('12 for test')
  })

  it('knows images by their first bytes, of any size, without labels', async () => {
    const file = join(
      onDisk('d', { 'Tiny Faces.bin': idxFile([36, 5, 9]), 'readme.txt': 'x' }),
      'Tiny Faces.bin',
    )
    const { id, notes } = await importFiles(library(), [file])
    expect(id).toMatch(/^import-tiny-faces-/)
    expect(notes.join(' ')).toMatch(/No labels.*25 for training, 5 for validation, 6 for test/)
    const { height, width } = await library().load(id)
    expect([height, width]).toEqual([5, 9])
  })

  it('says what it left out of a folder', async () => {
    const path = onDisk('d', { 'a.idx': trainImages, 'readme.txt': 'x', 'z.py': '' })
    expect((await importFiles(library(), [path])).notes[0]).toBe(
      'Left out, being of no format that Easel reads: readme.txt, z.py.',
    )
  })

  it('finds the siblings of one .amat file and takes them as binary', async () => {
    const path = onDisk('d', {
      'binarized_mnist_train.amat': amatText(9, 1),
      'binarized_mnist_valid.amat': amatText(3, 2),
      'binarized_mnist_test.amat.gz': gzipSync(amatText(4, 3)),
    })
    const { id, notes } = await importFiles(library(), [join(path, 'binarized_mnist_valid.amat')])
    expect(notes.at(-1)).toMatch('9 for training, 3 for validation, 4 for test')
    const { kind, splits } = await library().load(id)
    expect(kind).toBe('binary')
    expect([...(await splits.test.take([0]))].map((value) => value / 255).join(' ')).toBe(
      amatText(4, 3).split('\n')[0],
    )
  })

  it('takes images of black and white alone as binary, 1 as white', async () => {
    const bits = greys(30 * 784).map((value) => value & 1)
    const { id } = await importFiles(library(), inMemory({ 'a.idx': idxFile([30, 28, 28], bits) }))
    const { kind, splits } = await library().load(id)
    expect(kind).toBe('binary')
    expect(new Set(await splits.train.take([0, 1, 2]))).toEqual(new Set([0, 255]))
  })

  it('says which choices have no effect, also on what is there', async () => {
    const choices = { height: 9, width: 9, colour: 'grey', fit: undefined }
    for (let turn = 0; turn < 2; turn++)
      expect((await importFiles(library(), inMemory(mnistLike), { choices })).notes[0]).toBe(
        'Without effect, being for pictures: size, colour. This is IDX.',
      )
  })

  it.each<[number, RegExp | undefined]>([
    [5, /A very small set: only 3 for training, 1 for validation, 1 for test\./],
    [12, /A very small set: only 8 for training\./],
    [20, undefined],
  ])('says of %i images whether they are too few', async (count, note) => {
    const { notes } = await importFiles(library(), inMemory({ 'a.idx': idxFile([count, 28, 28]) }))
    const small = notes.find((words) => words.startsWith('A very small set'))
    if (note) expect(small).toMatch(note)
    else expect(small).toBeUndefined()
  })

  it('does not read again what is there', async () => {
    const first = await importFiles(library(), inMemory(mnistLike))
    let progress = 0
    const again = await importFiles(library(), inMemory(mnistLike), { onProgress: () => progress++ })
    expect(again).toEqual({ id: first.id, notes: ['This data set is here already.'] })
    expect(progress).toBe(0)
  })

  it('replaces a stored set that is damaged', async () => {
    const { id } = await importFiles(library(), inMemory(mnistLike))
    const stored = join(library().root, `${id}.safetensors`)
    const bytes = readFileSync(stored)
    writeFileSync(stored, bytes.subarray(0, 5000))
    expect(await refusal(library().load(id))).toMatch(/cut short.*Import or download this data set again/)
    expect((await importFiles(library(), inMemory(mnistLike))).id).toBe(id)
    expect(readFileSync(stored).equals(bytes)).toBe(true)
  })

  it('tells how far it is, to the end', async () => {
    const seen: [number, number][] = []
    await importFiles(library(), inMemory(mnistLike), { onProgress: (...now) => seen.push(now) })
    const total = Object.values(mnistLike).reduce((sum, { length }) => sum + length, 0)
    expect(Math.max(...seen.map(([done]) => done))).toBe(total)
    expect(new Set(seen.map(([, all]) => all))).toEqual(new Set([total]))
  })

  it('keeps nothing when it is cancelled', async () => {
    const cancel = new AbortController()
    const importing = importFiles(library(), inMemory(mnistLike), {
      onProgress: () => cancel.abort(),
      signal: cancel.signal,
    })
    expect(await refusal(importing)).toMatch('Cancelled')
    expect(await kept()).toEqual([])
  })

  const wrongLabel = digits(30)
  wrongLabel[17] = 10
  it('leaves out a picture that lies beside data files', async () => {
    const path = onDisk('d', { 'a.idx': trainImages, 'logo.png': 'x' })
    expect((await importFiles(library(), [path])).notes[0]).toMatch(/^Left out.*: logo.png\.$/)
  })

  it.each<[string, Record<string, Uint8Array | string>, RegExp]>([
    ['an empty file', { a: '' }, /a should be .*IDX.*, but it is empty/],
    [
      'some other file',
      { 'a.pdf': 'JFIF' },
      /a.pdf should be .*IDX.*, but its name and first bytes are of none/,
    ],
    [
      'a .bin of no whole records',
      { 'a.bin': greys(2 * 3073 + 5) },
      /a.bin should hold CIFAR records of 3,073 bytes .* but holds 6,151 bytes: 2 of 3,073 and 5 more, or 2 of 3,074 and 3 more/,
    ],
    ['a folder of other files', { 'a.pdf': 'JFIF', b: 'x' }, /None of 2 files is/],
    ['an empty folder', {}, /holds no files/],
    [
      'images called labels',
      { ...mnistLike, 'train-labels-idx1-ubyte': trainImages },
      /train-labels-idx1-ubyte should hold labels .* but it holds images/,
    ],
    [
      'labels called images',
      { ...mnistLike, 'train-images-idx3-ubyte': idxFile([30]) },
      /train-images-idx3-ubyte should hold images .* but it holds labels/,
    ],
    [
      'another number of labels',
      { ...mnistLike, 't10k-labels-idx1-ubyte': idxFile([11], digits(11)) },
      /t10k-labels-idx1-ubyte holds 11 labels, but .*t10k-images-idx3-ubyte 12 images/,
    ],
    [
      'a label that is no digit',
      { ...mnistLike, 'train-labels-idx1-ubyte': idxFile([30], wrongLabel) },
      /train-labels-idx1-ubyte: label 17 \(counted from 0\) is 10, where 0 to 9 are expected/,
    ],
    [
      'labels with a gap',
      { 'a-images': trainImages, 'a-labels': idxFile([30], digits(30).fill(200, 4, 5)) },
      /a-labels: label 4 .* is 200, where no image has label 10/,
    ],
    ['labels alone', { 'train-labels-idx1-ubyte': idxFile([30]) }, /labels without images/],
    [
      'images of two sizes',
      { 'train.idx': trainImages, 'test.idx': idxFile([9, 5, 5]) },
      /(train|test).idx holds images of (5 × 5|28 × 28) pixels, but /,
    ],
    [
      'two sets at once',
      { 'a.idx': trainImages, 'b.idx': testImages },
      /a.idx and .*b.idx both hold images for train/,
    ],
    ['IDX and .amat together', { 'a.idx': trainImages, 'a.amat': amatText(3) }, /more than one data set/],
    ['a damaged sibling', { ...mnistLike, 't10k-images-idx3-ubyte': 'x' }, /t10k-images-idx3-ubyte should/],
  ])('refuses %s and keeps nothing', async (_, files, message) => {
    expect(await refusal(importFiles(library(), [onDisk('d', files)]))).toMatch(message)
    expect(await kept()).toEqual([])
  })

  it('refuses a path that does not exist', async () => {
    expect(await refusal(importFiles(library(), [join(folder.path, 'no')]))).toMatch(
      /no: there is no such file/,
    )
  })

  it('refuses every truncated or random file and keeps nothing', async () => {
    const { below } = generator(1, 'fuzz import')
    const names = Object.keys(mnistLike) as (keyof typeof mnistLike)[]
    for (let i = 0; i < 120; i++) {
      const name = names[i % 4] as keyof typeof mnistLike
      const whole = i % 8 < 4 ? mnistLike[name] : gzipSync(mnistLike[name])
      const bytes =
        i % 3
          ? whole.subarray(0, below(whole.length))
          : Uint8Array.from({ length: below(999) }, () => below(256))
      await refusal(importFiles(library(), inMemory({ ...mnistLike, [name]: bytes })))
      await refusal(importFiles(library(), inMemory({ 'a.amat': bytes })))
    }
    expect(await kept()).toEqual([])
  })
})
