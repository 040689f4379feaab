import { expect, it } from 'vitest'
import { tickOf, untouching } from './ticks'

it.each([
  [1200, 'nats', 'linear', '1,200'],
  [0.4, 'nats', 'linear', '0.4'],
  [400, 'nats', 'logarithmic', null],
  [500, 'nats', 'logarithmic', '500'],
  [0.02, 'nats', 'logarithmic', '0.02'],
  [0.29, 'error', 'linear', '29 %'],
  [0.005, 'error', 'logarithmic', '0.5 %'],
  [0.07, 'error', 'logarithmic', null],
  [0, 'error', 'linear', '0 %'],
] as const)('%d in %s on a %s axis is %s', (value, unit, type, words) => {
  expect(tickOf(value, unit, type)).toBe(words)
})

// Words of 24 pixels, 8 between them: 32 from centre to centre.
it.each([
  [667, 300, [0, 200, 400, 667]],
  [635, 600, [0, 200, 400, 600, 635]],
  [632, 600, [0, 200, 400, 632]],
  [600, 600, [0, 200, 400, 600]],
])('the last of the ticks to %d on %d pixels touches no other', (last, wide, left) => {
  const ticks = [...new Set([0, 200, 400, 600, last])].map((value) => ({ value }))
  const kept = untouching(
    ticks,
    (value) => (value / last) * wide,
    () => 24,
  )
  expect(kept.map(({ value }) => value)).toEqual(left)
})
