import { expect, it } from 'vitest'
import { wholeNumber } from './wanted'

it('only whole numbers in range are taken', () => {
  expect(['16', ' 1 ', '100'].map((text) => wholeNumber(text, 1, 100))).toEqual([16, 1, 100])
  expect(['', '0', '101', '1.5', 'x'].map((text) => wholeNumber(text, 1, 100))).toEqual(
    Array(5).fill(undefined),
  )
})
