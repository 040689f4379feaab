import { describe, expect, it } from 'vitest'
import { codeOf } from '../studio/plan'
import { endOf, endsOf, picksOf, rangeOf, seedsOf } from './places'

it('what a file says of a point is read again', () => {
  for (const end of ['1:4', 'image:12']) expect(codeOf(endOf(end))).toBe(end)
})

it('seeds are one, a list or a range', () => {
  expect([seedsOf('7'), seedsOf('1,5'), seedsOf('2-4,9')]).toEqual([[7], [1, 5], [2, 3, 4, 9]])
})

it('places count from 1', () => {
  expect(rangeOf('1-16')).toEqual({ first: 0, count: 16 })
  expect(rangeOf('5')).toEqual({ first: 4, count: 1 })
  expect(picksOf('500:1:3,600:2:1')).toEqual([
    { checkpoint: 500, seed: 1, index: 2 },
    { checkpoint: 600, seed: 2, index: 0 },
  ])
})

describe('refuses', () => {
  it.each([
    [() => rangeOf('0-4'), /from 1/],
    [() => rangeOf('4-2'), /from 1/],
    [() => endOf('1'), /SEED:PLACE/],
    [() => endOf('1:0'), /from 1/],
    [() => endsOf('1:1'), /two ends/],
    [() => picksOf('1:1'), /CHECKPOINT:SEED:PLACE/],
    [() => seedsOf('8-1'), /goes up/],
  ])('%s', (read, words) => expect(read).toThrow(words))
})
