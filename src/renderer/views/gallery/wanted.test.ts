import { expect, it } from 'vitest'
import { detailOf, runOf } from '../../testing/fake-studio'
import { evenly, seedsOf, stepOf, wholeNumber } from './wanted'

it('whole numbers in a range are taken, anything else is not', () => {
  expect(['1', ' 16 ', '100', '0', '101', '1.5', '', 'x'].map((text) => wholeNumber(text, 1, 100))).toEqual([
    1,
    16,
    100,
    ...Array(5).fill(undefined),
  ])
})

it('seeds are one, several or a range', () => {
  expect(seedsOf('7')).toEqual([7])
  expect(seedsOf('1, 5')).toEqual([1, 5])
  expect(seedsOf('1-4')).toEqual([1, 2, 3, 4])
  for (const wrong of ['', 'x', '4-1', '1,', '-1', '0-1000']) expect(seedsOf(wrong)).toBeUndefined()
})

it('a checkpoint is the newest, the best or that of a step', () => {
  const { checkpoints } = detailOf(runOf())
  expect([stepOf(checkpoints, 'latest'), stepOf(checkpoints, 'best'), stepOf(checkpoints, 4000)]).toEqual([
    5000, 4500, 4000,
  ])
  expect([stepOf(checkpoints, 4001), stepOf([], 'latest')]).toEqual([undefined, undefined])
})

it('some of many are spread over all', () => {
  expect(evenly([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 5, 9])
  expect(evenly([1, 2], 3)).toEqual([1, 2])
})
