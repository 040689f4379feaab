import { describe, expect, it } from 'vitest'
import { frameAt, stackOf } from '../drawing/film'
import { filmOf, guessOf, guessWords, patchFilm, pick, probabilities, rightOf, type Read } from './read'

const CLASSES = ['bar', 'ring', 'hook']

/** Two images of 2 × 1, three classes, two glimpses; windows of 1 × 1. */
const READ: Read = {
  reading: {
    count: 2,
    glimpses: 2,
    channels: 1,
    height: 1,
    width: 2,
    classes: 3,
    read: Float32Array.from({ length: 2 * 2 * 5 }, (_, i) => i),
    readPatches: Uint8Array.of(11, 12, 21, 22),
    logProbabilities: Float32Array.from(
      [0.2, 0.5, 0.3, 0.1, 0.1, 0.8, 0.4, 0.35, 0.25, 0.9, 0.06, 0.04],
      Math.log,
    ),
  },
  images: Uint8Array.of(1, 2, 3, 4),
  labels: Uint8Array.of(2, 1),
}

describe('what an image is taken for', () => {
  it('is the class that is most probable after that glimpse', () => {
    expect(guessOf(READ, 0, 1)).toMatchObject({ taken: 1, label: 2, right: false })
    expect(guessOf(READ, 0, 2)).toMatchObject({ taken: 2, label: 2, right: true })
    expect(guessOf(READ, 1, 2)).toMatchObject({ taken: 0, label: 1, right: false })
    expect(guessOf(READ, 1, 2).probability).toBeCloseTo(0.9, 6)
  })

  it('has a probability for each class, one in all', () => {
    const shares = probabilities(READ, 1, 1)
    expect(shares.map((share) => share.toFixed(2))).toEqual(['0.40', '0.35', '0.25'])
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 6)
  })

  it('is counted where it is right', () => {
    expect([rightOf(READ, 1), rightOf(READ, 2)]).toEqual([0, 1])
  })

  it('is said in words, with the true class where it is wrong', () => {
    expect(guessWords(guessOf(READ, 0, 2), CLASSES)).toBe('taken for hook, 80 %: right')
    expect(guessWords(guessOf(READ, 1, 2), CLASSES)).toBe('taken for bar, 90 %: wrong, it is ring')
  })
})

it('is watched as the same image at each glimpse, and as the patches that are read', () => {
  const film = filmOf(READ)
  expect([frameAt(film, 1, 1), frameAt(film, 1, 2)]).toEqual([1, 1])
  const patches = patchFilm(READ)
  expect(patches).toMatchObject({ height: 1, width: 1, count: 2, glimpses: 2 })
  expect(patches && stackOf(patches).images[frameAt(patches, 1, 2)]).toBe(22)
  const { read, readPatches, ...whole } = READ.reading
  expect([read?.length, readPatches?.length]).toEqual([20, 4])
  expect(patchFilm({ ...READ, reading: whole })).toBeUndefined()
})

it('leaves what is picked as it was', () => {
  const some = pick(READ, [1])
  expect(some.reading).toMatchObject({ count: 1, glimpses: 2, classes: 3 })
  expect([...some.images]).toEqual([3, 4])
  expect([...(some.reading.readPatches ?? [])]).toEqual([21, 22])
  expect([...(some.reading.read ?? [])]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
  expect(guessOf(some, 0, 1)).toEqual(guessOf(READ, 1, 1))
  expect(pick(READ, [1, 0]).labels).toEqual(Uint8Array.of(1, 2))
})
