import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inMemory, inOrder, onDisk } from './imageSets'
import { digits, greys, refusal, useFolder } from './testing'

const folder = useFolder()
const COUNT = 23,
  SIZE = 12
const images = greys(COUNT * SIZE)
const at = (places: readonly number[]) =>
  Uint8Array.from(places.flatMap((place) => [...images.subarray(place * SIZE, (place + 1) * SIZE)]))

/** The same images, after five bytes of something else. */
async function file() {
  const path = join(folder.path, 'images')
  await fs.writeFile(path, Buffer.concat([Buffer.from('other'), images, Buffer.from('other')]))
  return { handle: await fs.open(path), file: path, begin: 5 }
}
const both = [
  ['in memory', async () => ({ set: inMemory(images, SIZE, digits(COUNT)), close: async () => undefined })],
  [
    'on disk',
    async () => {
      const place = await file()
      return { set: onDisk(place, COUNT, SIZE, digits(COUNT)), close: () => place.handle.close() }
    },
  ],
] as const

describe.each(both)('images %s', (_, open) => {
  it.each([[[0]], [[3, 4, 5, 22, 1, 1, 2, 0]], [[22, 21, 20]], [[]]])(
    'are had by places: %j',
    async (places) => {
      const { set, close } = await open()
      expect(await set.take(places)).toEqual(at(places))
      expect(await set.take(Uint32Array.from(places))).toEqual(at(places))
      expect([set.count, set.size, set.labels]).toEqual([COUNT, SIZE, digits(COUNT)])
      await close()
    },
  )

  it.each([-1, COUNT, NaN])('have no place %d', async (place) => {
    const { set, close } = await open()
    await expect(set.take([0, place])).rejects.toThrow(`There is no image ${place} in a set of 23`)
    await close()
  })

  it.each([1, 7, 23, 100])('are gone through in order, %i at a time', async (length) => {
    const { set, close } = await open()
    const pieces = []
    for await (const piece of inOrder(set, length * SIZE)) pieces.push(piece)
    expect(pieces.map(({ first }) => first)).toEqual(pieces.map((_, i) => i * length))
    expect(Buffer.concat(pieces.map(({ images }) => images)).equals(images)).toBe(true)
    expect(Math.max(...pieces.map(({ count }) => count))).toBe(Math.min(length, COUNT))
    await close()
  })
})

it('a file that has become shorter is named', async () => {
  const place = await file()
  const set = onDisk(place, COUNT, SIZE)
  await fs.truncate(place.file, 5 + 10 * SIZE)
  expect(await set.take([9])).toEqual(at([9]))
  expect(await refusal(set.take([8, 12, 9, 10]))).toMatch(/images ended at byte \d+: it has become shorter/)
  await place.handle.close()
})
