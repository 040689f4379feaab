import { describe, expect, it } from 'vitest'
import { generator } from '../random/generator'
import { DEFAULTS, type Settings } from '../studio/settings'
import { inMemory } from './imageSets'
import { paint, sceneOf, type Piece, type Scene } from './scene'

const IMAGE = { channels: 1, height: 28, width: 28 }
const scene = (settings: Partial<Settings>): Scene => {
  const made = sceneOf(IMAGE, { ...DEFAULTS, ...settings })
  if (!made) throw new Error('these settings make no scene')
  return made
}
const inside = ({ to, height, width }: Piece, size: number) =>
  to.x >= 0 && to.y >= 0 && to.x + width <= size && to.y + height <= size

describe('scenes', () => {
  it('are none where images are seen as they are', () => {
    expect(sceneOf(IMAGE, DEFAULTS)).toBeUndefined()
  })

  it('of a pair hold two whole images, every place for them as likely as any other', () => {
    const pair = scene({ scene: 'pair', sceneSize: 60 })
    expect(pair).toMatchObject({ channels: 1, height: 60, width: 60 })
    const random = generator(1, 'test')
    const at = Array.from({ length: 4000 }, () => pair.pieces(3, 50, random, true))
    for (const pieces of at) {
      expect(pieces).toHaveLength(2)
      expect(pieces[0]?.place).toBe(3)
      expect(pieces.every((piece) => inside(piece, 60) && piece.width === 28)).toBe(true)
    }
    expect(new Set(at.map(([, other]) => other?.place)).size).toBe(50)
    const xs = at.map(([one]) => one?.to.x ?? NaN)
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, 32])
    // The mean of a uniform whole number 0 … 32 is 16, its deviation 9.52: four standard errors are 0.6.
    expect(Math.abs(xs.reduce((a, b) => a + b, 0) / xs.length - 16)).toBeLessThan(0.6)
  })

  it('with clutter hold one whole image and pieces of others', () => {
    const cluttered = scene({ scene: 'cluttered', sceneSize: 100, clutter: 8, clutterSize: 8 })
    const random = generator(1, 'test')
    for (let i = 0; i < 500; i++) {
      const [first, ...others] = cluttered.pieces(3, 5, random, true)
      expect(first).toMatchObject({ place: 3, width: 28, height: 28 })
      expect(others).toHaveLength(8)
      for (const piece of others) {
        expect(piece).toMatchObject({ width: 8, height: 8 })
        expect(piece.place).not.toBe(3)
        expect(piece.place).toBeLessThan(5)
        expect(inside(piece, 100)).toBe(true)
        expect(inside({ ...piece, to: piece.from }, 28)).toBe(true)
      }
    }
  })
})

const bytes = (x: Float32Array) => Array.from(x, (value) => Math.round(value * 255))

it('pieces are painted where they belong, added where they overlap, and clipped', async () => {
  // Two images of two channels, 2 × 3.
  const image = { channels: 2, height: 2, width: 3 }
  const images = Uint8Array.of(
    10,
    20,
    30,
    40,
    50,
    60,
    1,
    2,
    3,
    4,
    5,
    6,
    200,
    210,
    220,
    230,
    240,
    250,
    7,
    8,
    9,
    10,
    11,
    12,
  )
  const size = { channels: 2, height: 3, width: 4 }
  const painted = await paint(size, image, inMemory(images, 12), [
    [
      { place: 0, height: 2, width: 3, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } },
      { place: 1, height: 1, width: 2, from: { x: 1, y: 1 }, to: { x: 2, y: 2 } },
    ],
    [{ place: 1, height: 2, width: 1, from: { x: 2, y: 0 }, to: { x: 0, y: 0 } }],
  ])
  expect(bytes(painted.subarray(0, 24))).toEqual([
    ...[0, 0, 0, 0],
    ...[0, 10, 20, 30],
    ...[0, 40, 255, 255],
    ...[0, 0, 0, 0],
    ...[0, 1, 2, 3],
    ...[0, 4, 16, 18],
  ])
  expect(bytes(painted.subarray(24))).toEqual([
    ...[220, 0, 0, 0],
    ...[250, 0, 0, 0],
    ...[0, 0, 0, 0],
    ...[9, 0, 0, 0],
    ...[12, 0, 0, 0],
    ...[0, 0, 0, 0],
  ])
  // Nothing of them is left on the next.
  const next = await paint(size, image, inMemory(images, 12), [
    [],
    [{ place: 0, height: 1, width: 1, from: { x: 0, y: 0 }, to: { x: 3, y: 2 } }],
  ])
  expect(bytes(next)).toEqual(Array.from({ length: 48 }, (_, i) => (i === 35 ? 10 : i === 47 ? 1 : 0)))
})
