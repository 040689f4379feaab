import { encode } from 'fast-png'
import { expect, it } from 'vitest'
import { imageOfFile, planes } from './fileImage'

const fileOf = (parts: BlobPart[], name: string, type: string) => new File(parts, name, { type })

it('a picture is brought to 128 pixels at its longest, its channels apart', async () => {
  const [width, height] = [256, 64]
  const data = new Uint8Array(width * height * 3).map((_, i) => [200, 100, 0][i % 3] ?? 0)
  const png = new Uint8Array(encode({ data, width, height, channels: 3, depth: 8 }))
  const found = await imageOfFile(fileOf([png], 'a.png', 'image/png'))
  expect(found).toMatchObject({ channels: 3, height: 32, width: 128 })
  const plane = 32 * 128
  expect([0, 1, 2].map((c) => found.images[c * plane + 777])).toEqual([200, 100, 0])
})

it('one without colour is grey, and what is transparent is black', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><rect width="10" height="10" fill="white"/></svg>'
  const found = await imageOfFile(fileOf([svg], 'a.svg', 'image/svg+xml'))
  expect(found).toMatchObject({ channels: 1, height: 20, width: 10 })
  expect([found.images[15], found.images[185]]).toEqual([255, 0])
})

it('what is no picture is named, with what to do', async () => {
  await expect(imageOfFile(fileOf(['no picture'], 'notes.png', 'image/png'))).rejects.toMatchObject({
    message: 'notes.png can’t be read as a picture.',
    remedy: 'Choose a PNG, JPEG, WebP, GIF or SVG.',
  })
})

it('planes follow each other as [C, H, W]', () => {
  const data = Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 255])
  expect([...planes({ data, width: 2, height: 1 }).images]).toEqual([1, 4, 2, 5, 3, 6])
})
