import { expect, it } from 'vitest'
import { barsPath } from './bars'

it('bars stand on the base line, and the greatest reaches the top', () => {
  expect(barsPath([1, 2], 2)).toBe('M0.075 1v-0.5h0.85v0.5zM1.075 1v-1h0.85v1z')
})

it('no number is no bar', () => {
  expect(barsPath([NaN], 2)).toBe('M0.075 1v0h0.85v0z')
})
