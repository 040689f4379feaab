import { expect, it } from 'vitest'
import { tickOf } from './ticks'

it.each([
  [1200, 'nats', 'linear', '1,200'],
  [0.4, 'nats', 'linear', '0.4'],
  [400, 'nats', 'logarithmic', null],
  [500, 'nats', 'logarithmic', '500'],
  [0.02, 'nats', 'logarithmic', '0.02'],
  [0.29, '%', 'linear', '29 %'],
  [0.005, '%', 'logarithmic', '0.5 %'],
  [0.07, '%', 'logarithmic', null],
  [0, '%', 'linear', '0 %'],
] as const)('%d in %s on a %s axis is %s', (value, unit, type, words) => {
  expect(tickOf(value, unit, type)).toBe(words)
})
