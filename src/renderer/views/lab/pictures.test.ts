import { describe, expect, it } from 'vitest'
import type { Drawing } from '../../../studio/drawing'
import { banksOf, writeThrough, type Picture } from './attention'
import { canvasBefore, errorOf, pictureOf, stretchedTones, tonesOf, writtenAt } from './pictures'

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
const byte = (share: number) => Math.round(255 * share)
const WINDOW = { gX: 2.5, gY: 3, delta: 1.5, sigma: 0.7, gamma: 0.8 }
const size = { channels: 1, height: 5, width: 4 }

/** A drawing of two glimpses whose first canvas c_0 is known. */
function drawing(): { film: Drawing; first: Float32Array; patch: Picture } {
  const first = Float32Array.from({ length: 20 }, (_, p) => Math.sin(p))
  const patch = { channels: 1, height: 2, width: 2, values: Float32Array.from([1.2, -0.4, 0, 2]) }
  const written = writeThrough(patch, banksOf(WINDOW, 2, size), 1, size)
  const canvas = first.map((value, p) => value + (written.values[p] ?? NaN))
  const canvases = [...canvas, ...canvas.map((value) => value / 2)].map((value) => byte(sigmoid(value)))
  const film = {
    ...size,
    count: 1,
    glimpses: 2,
    canvases: Uint8Array.from(canvases),
    write: Float32Array.from([2.5, 3, 1.5, 0.7, 0.8, 1, 1, 1, 1, 1]),
    writePatches: Uint8Array.from([...patch.values, 0, 0, 0, 0], (value) =>
      value === 0 ? 128 : byte(sigmoid(value)),
    ),
  }
  return { film, first, patch }
}

describe('what was on the canvas before a glimpse', () => {
  it('is the canvas of the one before', () => {
    const { film } = drawing()
    expect(canvasBefore(film, 0, 2)?.values).toEqual(pictureOf({ ...size, images: film.canvases }, 0).values)
  })

  it('is, before the first, the first canvas less what was written on it', () => {
    const { film, first } = drawing()
    const before = canvasBefore(film, 0, 1)
    first.forEach((value, p) => expect(before?.values[p]).toBeCloseTo(sigmoid(value), 1.5))
  })

  it('is, before the first, c_0 where that is kept, also without a window', () => {
    const { film } = drawing()
    const begun = {
      ...film,
      write: undefined as never,
      canvas0: Uint8Array.from({ length: 20 }, (_, p) => 5 * p),
    }
    const before = canvasBefore(begun, 0, 1)
    expect(before?.values[3]).toBeCloseTo(15 / 255, 6)
    expect(before).toMatchObject(size)
  })

  it('is not known where there is no window, and is never drawn where images are read', () => {
    const { film } = drawing()
    expect(canvasBefore({ ...film, write: undefined as never }, 0, 1)).toBeUndefined()
    expect(
      canvasBefore({ ...film, stills: film.canvases, canvases: undefined } as never, 0, 2),
    ).toBeUndefined()
  })
})

it('the patch that was written comes back from its sigmoid, and 128 is nothing', () => {
  const { film, patch } = drawing()
  const found = writtenAt(film, 0, 1)
  patch.values.forEach((value, p) => expect(found?.values[p]).toBeCloseTo(value, 1))
  expect(found?.values[2]).toBe(0)
})

it('an error image is x less the canvas (3)', () => {
  const x = { ...size, values: new Float32Array(20).fill(0.25) }
  const canvas = { ...size, values: new Float32Array(20).fill(0.75) }
  expect(errorOf(x, canvas).values[7]).toBe(-0.5)
})

it('tones are 0…1, −1…1 where anything is negative, or the picture’s own', () => {
  const of = (...values: number[]): Picture => ({
    channels: 1,
    height: 1,
    width: values.length,
    values: Float32Array.from(values),
  })
  expect(tonesOf(of(0, 0.5))).toEqual({ black: 0, white: 1 })
  expect(tonesOf(of(-0.25, 0.5))).toEqual({ black: -1, white: 1 })
  expect(stretchedTones(of(0, 0.125))).toEqual({ black: 0, white: 0.125 })
  expect(stretchedTones(of(-0.5, 0.125))).toEqual({ black: -0.5, white: 0.5 })
})
