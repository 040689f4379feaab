import { zipSync } from 'fflate'
import { encode } from 'fast-png'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFiles } from '../../importFiles'
import { openLibrary } from '../../library'
import { refusal, sharedData, useFolder } from '../../testing'

const folder = useFolder()
const library = () => openLibrary(join(folder.path, 'library'))

/** A grey PNG whose every pixel is `value`. */
const png = (value: number, side = 8) =>
  encode({ width: side, height: side, channels: 1, data: new Uint8Array(side * side).fill(value) })
const sets = {
  'set/train/cat/1.png': png(10),
  'set/train/cat/2.png': png(20),
  'set/train/dog/1.png': png(30),
  'set/valid/dog/1.png': png(40),
  'set/test/cat/1.png': png(50),
}
const onDisk = (files: Record<string, Uint8Array>) => {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true })
    writeFileSync(join(folder.path, name), bytes)
  }
  return join(folder.path, 'set')
}
const zip = (files: Record<string, Uint8Array>, name = 'set.zip') => {
  writeFileSync(join(folder.path, name), zipSync(files))
  return join(folder.path, name)
}
const load = async (path: string | string[], choices = {}) => {
  const { id, notes } = await importFiles(library(), [path].flat(), { choices })
  return { notes: notes.join(' '), set: await library().load(id) }
}

/** The value of each image, in order. */
const valuesOf = async ({
  count,
  take,
  size,
}: {
  count: number
  size: number
  take: (places: number[]) => Promise<Uint8Array>
}) => [...(await take(Array.from({ length: count }, (_, i) => i)))].filter((_, i) => i % size === 0)

describe('pictures', () => {
  it.each([
    ['a folder', () => onDisk(sets)],
    ['a zip', () => zip(sets)],
    [
      'a zip for each split',
      () =>
        (['train', 'valid', 'test'] as const).map((split) =>
          zip(
            Object.fromEntries(
              Object.entries(sets)
                .filter(([path]) => path.startsWith(`set/${split}/`))
                .map(([path, bytes]) => [path.slice(`set/${split}/`.length), bytes]),
            ),
            `${split}.zip`,
          ),
        ),
    ],
  ])('from %s have splits and classes as their folders say', async (_, make) => {
    const { set } = await load(make())
    expect([set.channels, set.height, set.width, set.kind, set.classes]).toEqual([
      1,
      8,
      8,
      'grey',
      ['cat', 'dog'],
    ])
    const { train, validation, test } = set.splits
    expect([await valuesOf(train), await valuesOf(validation), await valuesOf(test)]).toEqual([
      [10, 20, 30],
      [40],
      [50],
    ])
    expect([train.labels, validation.labels, test.labels]).toEqual([
      Uint8Array.of(0, 0, 1),
      Uint8Array.of(1),
      Uint8Array.of(0),
    ])
  })

  it('get the size, colour and fit that are chosen, and are then another set', async () => {
    const path = zip(sets)
    const asTheyAre = await load(path)
    const chosen = await load(path, { height: 4, width: 6, colour: 'colour', fit: 'letterbox' })
    expect([chosen.set.channels, chosen.set.height, chosen.set.width]).toEqual([3, 4, 6])
    expect(chosen.set.id).not.toBe(asTheyAre.set.id)
    // 8 × 8 in 4 × 6 is 4 × 4, with a black column at each side.
    const first = await chosen.set.splits.train.take([0])
    expect([...first.subarray(0, 6)]).toEqual([0, 10, 10, 10, 10, 0])
  })

  it('of different sizes become squares of the median side, at most 64', async () => {
    const sides = [10, 12, 12, 12, 200].map((side, i) => [`${i}.png`, png(40 + i, side)] as const)
    const { set } = await load(zip(Object.fromEntries(sides)))
    expect([set.height, set.width]).toEqual([12, 12])
    const large = [100, 200, 300].map((side, i) => [`${i}.png`, png(i, side)] as const)
    expect((await load(zip(Object.fromEntries(large), 'large.zip'))).set.height).toBe(64)
  })

  it('that cannot be read are left out, counted, with the reason', async () => {
    const damaged = Uint8Array.from(png(1)).fill(0, 45, 50)
    const { set, notes } = await load(
      zip({
        ...sets,
        'set/train/cat/3.png': damaged,
        'set/train/cat/4.png': Buffer.from('<html>'),
        'set/readme.txt': Buffer.from('x'),
      }),
    )
    expect(set.splits.train.count).toBe(3)
    expect(notes).toMatch(/Left out 1 file: it is damaged \(set\/train\/cat\/3.png\)\./)
    expect(notes).toMatch(/Left out 1 file: it is no picture \(set\/train\/cat\/4.png\)\./)
    expect(notes).toMatch(/Left out 1 file: not a PNG, JPEG, BMP or WebP picture \(set\/readme.txt\)\./)
  })

  it('that are found damaged only as they are read are told of too', async () => {
    const damaged = Uint8Array.from(png(1)).fill(0, 45, 50)
    const choices = { height: 8, width: 8, colour: 'grey', fit: 'crop' }
    const { notes } = await load(zip({ ...sets, 'set/train/cat/3.png': damaged }), choices)
    expect(notes).toMatch(/Left out 1 file: it is damaged \(set\/train\/cat\/3.png\)\./)
  })

  it('that are all damaged are refused, and nothing is kept', async () => {
    const path = zip({ 'a.png': Buffer.from('x'), 'b.png': Buffer.from('y') })
    expect(await refusal(importFiles(library(), [path]))).toMatch(
      /set.zip: none of the pictures for train can be read. Left out 2 files: it is no picture \(a.png, b.png\)/,
    )
    expect(await library().list()).toEqual([])
  })

  it('of a folder are called as it is', async () => {
    expect((await load(onDisk(sets))).set.title).toBe('set')
  })

  it('refuse a size that is none', async () => {
    expect(await refusal(importFiles(library(), [zip(sets)], { choices: { height: 2 } }))).toMatch(/height/)
  })

  it('with names that lead out of a zip are refused, and nothing is written', async () => {
    const importing = importFiles(library(), [zip({ '../../a/1.png': png(1), '/etc/b/3.png': png(3) })])
    expect(await refusal(importing)).toMatch(/: the name of a file leads out of it/)
    expect(folder.entries().sort()).toEqual(['library', 'set.zip'])
  })

  it('keep nothing when they are cancelled', async () => {
    const cancel = new AbortController()
    const importing = importFiles(library(), [onDisk(sets)], {
      onProgress: () => cancel.abort(),
      signal: cancel.signal,
    })
    expect(await refusal(importing)).toMatch('Cancelled')
    expect(await library().list()).toEqual([])
  })
})

const cifar = sharedData('cifar10')
const omniglot = sharedData('omniglot')

describe.skipIf(!cifar)('the real CIFAR-10 pictures (data/cifar10)', () => {
  it('become 50,000 and 10,000 images of ten classes, in less than a minute', async () => {
    const begun = performance.now()
    const { set, notes } = await load(join(cifar as string, 'CIFAR-10-images_jpg.tar.gz'))
    expect((performance.now() - begun) / 1000).toBeLessThan(60)
    expect([set.channels, set.height, set.width, set.classes?.length]).toEqual([3, 32, 32, 10])
    expect(set.classes?.[9]).toBe('truck')
    const { train, validation, test } = set.splits
    expect(train.count + validation.count).toBe(50_000)
    expect(test.count).toBe(10_000)
    expect(test.labels?.filter((label) => label === 3)).toHaveLength(1000)
    expect(notes).not.toMatch('Left out')
  }, 120_000)
})

describe.skipIf(!omniglot)('the real Omniglot pictures (data/omniglot)', () => {
  it('become binary images of 105 × 105, a class for each character', async () => {
    const { set, notes } = await load(join(omniglot as string, 'images_background_small1.zip'))
    expect([set.kind, set.channels, set.height, set.width]).toEqual(['binary', 1, 105, 105])
    const { train, validation, test } = set.splits
    const count = train.count + validation.count + test.count
    expect(count).toBe(20 * (set.classes?.length ?? 0))
    expect(set.classes?.[0]).toMatch(/^Balinese\/character01$/)
    expect(notes).toMatch('Every pixel is black or white')
  }, 60_000)
})
