import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readNpz } from '../../../files/npz'
import { decode } from './decode'
import { cut, fitted, planes, resized } from './fit'

const fixture = (name: string) => readFileSync(join(__dirname, 'fixtures', name))
const expected = readNpz(fixture('expected.npz'))
const picture = decode(unzipSync(fixture('pictures.zip'))['rgb.png'] as Uint8Array)

describe('fitted', () => {
  it.each([
    ['crop', 6, 6],
    ['crop', 5, 11],
    ['crop', 20, 16],
    ['letterbox', 6, 6],
    ['letterbox', 5, 11],
    ['letterbox', 20, 16],
  ] as const)('makes what Pillow makes, within 1: %s to %i × %i', (fit, height, width) => {
    const image = fitted(picture, { height, width, colour: 'colour', fit })
    const right = expected[`${fit}/${height}x${width}`]
    expect(right?.shape).toEqual([height, width, 3])
    const differences = image.map((value, i) => {
      const [c, pixel] = [Math.floor(i / (height * width)), i % (height * width)]
      return Math.abs(value - Number(right?.data[3 * pixel + c]))
    })
    expect(Math.max(...differences)).toBeLessThanOrEqual(1)
  })

  it('makes grey as Pillow does', () => {
    const image = fitted(picture, { height: 9, width: 13, colour: 'grey', fit: 'crop' })
    expect([...image]).toEqual([...(expected['luma']?.data ?? [])].map(Number))
  })

  it('leaves a picture of the right size as it is, by planes', () => {
    const image = fitted(picture, { height: 9, width: 13, colour: 'colour', fit: 'letterbox' })
    expect(image).toEqual(planes(picture, 3))
    expect(image[9 * 13 + 5]).toBe(picture.pixels[3 * 5 + 1])
  })

  it('repeats grey for colour', () => {
    const grey = { height: 1, width: 2, channels: 1, pixels: Uint8Array.of(7, 9) } as const
    expect([...planes(grey, 3)]).toEqual([7, 9, 7, 9, 7, 9])
  })
})

it('cut is black beyond the picture', () => {
  const grey = { height: 2, width: 2, channels: 1, pixels: Uint8Array.of(1, 2, 3, 4) } as const
  expect([...cut(grey, { left: -1, top: 1, height: 2, width: 4 }).pixels]).toEqual([0, 3, 4, 0, 0, 0, 0, 0])
  expect([...cut(grey, { left: 5, top: 5, height: 1, width: 1 }).pixels]).toEqual([0])
})

it('resized keeps an even area even', () => {
  const even = { height: 7, width: 5, channels: 1, pixels: new Uint8Array(35).fill(93) } as const
  expect(new Set(resized(even, 3, 11).pixels)).toEqual(new Set([93]))
})
