import { zipSync } from 'fflate'
import { encode } from 'fast-png'
import { expect, it } from 'vitest'
import { memorySource } from '../sources'
import { Collection } from './collection'
import { previewOf } from './preview'
import { survey } from './survey'

const png = (side: number, colour = [9, 9, 9]) =>
  encode({
    width: side,
    height: side,
    channels: 3,
    data: Uint8Array.from({ length: 3 * side * side }, (_, i) => colour[i % 3] ?? 0),
  })
const surveyOf = async (files: Record<string, Uint8Array>) => {
  const collection = await Collection.of([memorySource({ name: 'x.zip', bytes: zipSync(files) })])
  return { ...(await survey(collection)), skipped: collection.skipped.notes() }
}
const many = (count: number, of: (i: number) => Uint8Array) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${String(i).padStart(4, '0')}.png`, of(i)]))

it('grey pictures stored as colour are grey; one that is not makes all colour', async () => {
  expect((await surveyOf(many(3, () => png(8)))).choices).toEqual({
    height: 8,
    width: 8,
    colour: 'grey',
    fit: 'crop',
  })
  expect((await surveyOf(many(3, (i) => png(8, [9, 9, 9 + i])))).choices.colour).toBe('colour')
})

it('sizes are counted, the most frequent first, and the median of sides is proposed', async () => {
  const { sizes, choices } = await surveyOf(many(7, (i) => png(i < 4 ? 20 : 30 + i)))
  expect(sizes.map(({ height, count }) => [height, count])).toEqual([
    [20, 4],
    [34, 1],
    [35, 1],
    [36, 1],
  ])
  expect([choices.height, choices.width]).toEqual([20, 20])
})

it('samples are spread over all pictures, the first one of them', async () => {
  const { samples, choices } = await surveyOf(many(240, (i) => png(4, [i, i, i])))
  const { images } = previewOf(samples, choices)
  const values = [...images].filter((_, i) => i % 16 === 0)
  expect(values).toHaveLength(24)
  expect(values[0]).toBe(0)
  expect(values).toEqual(values.map((_, i) => 10 * i))
})

it('what is no picture is skipped, with the reason', async () => {
  const { sizes, skipped } = await surveyOf({
    ...many(3, () => png(8)),
    'b.png': Buffer.from('x'),
    'c.gif': png(8),
  })
  expect(sizes).toEqual([{ height: 8, width: 8, count: 3 }])
  expect(skipped).toEqual([
    'Left out 1 file: GIF is not read (c.gif).',
    'Left out 1 file: it is no picture (b.png).',
  ])
})
