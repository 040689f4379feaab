import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from '../files/safetensors'
import { catalogue } from './catalogue'
import { SPLITS, type Dataset } from './dataset'
import { fingerprint } from './fingerprint'
import { inMemory } from './imageSets'
import { openLibrary } from './library'
import { allOf, digits, greys, refusal, useFolder } from './testing'
import { STROKES_COUNTS } from './strokes/strokes'

const folder = useFolder()
const provenance = { about: 'a', licence: 'b', source: 'c', files: { abc: 'x.idx' } }
const set: Dataset = {
  id: 'import-x',
  title: 'X',
  kind: 'grey',
  channels: 3,
  height: 4,
  width: 5,
  classes: ['one', 'two'],
  splits: {
    train: inMemory(greys(1800), 60, digits(30)),
    validation: inMemory(greys(120, 2), 60),
    test: inMemory(greys(60, 3), 60),
  },
}
const print = await fingerprint(set)
const first24 = Array.from({ length: 24 }, (_, i) => i)

describe('openLibrary', () => {
  it('makes its folder and gives back what was saved', async () => {
    const library = openLibrary(join(folder.path, 'a', 'b'))
    await library.save(set, provenance, print)
    const { splits, close, ...about } = await library.load('import-x')
    expect(about).toEqual({ ...set, splits: undefined })
    for (const split of SPLITS) expect(await allOf(splits[split])).toEqual(await allOf(set.splits[split]))
    await close()
    expect(readdirSync(library.root)).toEqual(['import-x.safetensors'])
  })

  it('tells of a set without loading it', async () => {
    const library = openLibrary(folder.path)
    await library.save(set, provenance, print)
    const { splits, ...about } = set
    expect(await library.find('import-x')).toEqual({
      ...about,
      ...provenance,
      counts: { train: 30, validation: 2, test: 1 },
      fingerprint: print,
      thumbnails: await splits.train.take(first24),
    })
    expect(await library.find('import-y')).toBeUndefined()
  })

  it('says what to do about a set that is not there', async () => {
    expect(await refusal(openLibrary(folder.path).load('mnist'))).toMatch(
      /mnist is not on this machine.*\| Import or download it/,
    )
  })

  it('draws Strokes once, and again when the stored copy will not do', async () => {
    const library = openLibrary(folder.path)
    const drawn = await library.load('strokes')
    expect(drawn.splits.train.count).toBe(STROKES_COUNTS.train)
    const file = join(folder.path, 'strokes.safetensors')
    const stored = await allOf((await library.load('strokes')).splits.test)
    expect(Buffer.compare(stored.images, (await allOf(drawn.splits.test)).images)).toBe(0)
    writeFileSync(file, 'damaged')
    expect((await library.load('strokes')).splits.test.count).toBe(STROKES_COUNTS.test)
    expect(await library.find('strokes')).toBeDefined()
  })

  it.each([
    ['in memory', 2 ** 20],
    ['on disk', 100],
  ])('gives the same images held %s', async (_, memory) => {
    const library = openLibrary(folder.path, { memory })
    await library.save(set, provenance, print)
    const loaded = await library.load('import-x')
    for (const split of SPLITS)
      expect(await allOf(loaded.splits[split])).toEqual(await allOf(set.splits[split]))
    expect(await fingerprint(loaded)).toBe(print)
    await loaded.close()
  })

  it.each<[string, (file: Buffer) => Uint8Array, RegExp]>([
    ['cut short', (file) => file.subarray(0, -1), /import-x.safetensors is not a whole safetensors file/],
    ['not of Easel', () => encodeSafetensors({}), /is not a data set of Easel: format/],
    [
      'without a split',
      (file) => changed(file, ({ train_images }) => ({ ...(train_images && { train_images }) })),
      /validation_images should be U8/,
    ],
    [
      'with labels for other images',
      (file) => changed(file, (t) => ({ ...t, test_labels: { dtype: 'U8', shape: [2], data: digits(2) } })),
      /test_labels should be U8 \[1\]/,
    ],
  ])('names a stored file that is %s', async (_, change, message) => {
    const library = openLibrary(folder.path)
    await library.save(set, provenance, print)
    const file = join(folder.path, 'import-x.safetensors')
    writeFileSync(file, change(readFileSync(file)))
    expect(await refusal(library.load('import-x'))).toMatch(message)
    expect(await refusal(library.find('import-x'))).toMatch(message)
    expect((await catalogue(library)).at(-1)).toMatchObject({ id: 'import-x', state: 'import' })
  })

  it('does not take a renamed file for another set', async () => {
    const library = openLibrary(folder.path)
    await library.save(set, provenance, print)
    renameSync(join(folder.path, 'import-x.safetensors'), join(folder.path, 'mnist.safetensors'))
    expect(await refusal(library.load('mnist'))).toMatch('it is import-x, renamed')
  })
})

type Tensors = ReturnType<typeof decodeSafetensors>['tensors']
function changed(file: Buffer, change: (tensors: Tensors) => Tensors): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(file, 'f')
  return encodeSafetensors(change(tensors), metadata)
}

describe('catalogue', () => {
  it('offers Strokes at once, and others to download, on a fresh machine', async () => {
    const cards = await catalogue(openLibrary(folder.path))
    expect(cards.map(({ id, state, downloadBytes }) => [id, state, downloadBytes])).toEqual([
      ['strokes', 'here', undefined],
      ['mnist', 'downloadable', 11_594_722],
      ['binarized-mnist', 'downloadable', 109_760_000],
      ['cifar-10', 'downloadable', 170_052_171],
      ['svhn-digits', 'downloadable', 246_316_178],
    ])
    expect(cards[0]?.thumbnails).toHaveLength(24 * 784)
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('shows imported sets with their first images', async () => {
    const library = openLibrary(folder.path)
    await library.save(set, provenance, print)
    expect((await catalogue(library)).at(-1)).toEqual({
      id: 'import-x',
      title: 'X',
      about: 'a',
      kind: 'grey',
      channels: 3,
      height: 4,
      width: 5,
      counts: [30, 2, 1],
      classes: ['one', 'two'],
      licence: 'b',
      source: 'c',
      state: 'here',
      thumbnails: await set.splits.train.take(first24),
    })
  })
})
