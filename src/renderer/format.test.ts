import { describe, expect, it } from 'vitest'
import { bytes, count, duration, moment, nats, percent } from './format'

it.each([
  [0, '0 %'],
  [0.001, '<1 %'],
  [0.005, '1 %'],
  [0.614, '61 %'],
  [0.9949, '99 %'],
  [0.9999, '>99 %'],
  [1, '100 %'],
  [NaN, '–'],
])('%d of all is %s', (share, words) => {
  expect(percent(share)).toBe(words)
})

describe('numbers', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [11_594_722, '12 MB'],
    [2_400_000, '2.4 MB'],
    [999_999, '1.0 MB'],
    [2.5e15, '2500 TB'],
  ])('%d bytes read %s', (value, words) => expect(bytes(value)).toBe(words))

  it.each([
    [0.0213, '21 ms'],
    [0.9999, '1.0 s'],
    [1.26, '1.3 s'],
    [9.97, '10 s'],
    [59.6, '1 min'],
    [105, '1 min 45 s'],
    [1234, '21 min'],
    [3599, '1 h'],
    [6480, '1 h 48 min'],
    [200_000, '2 days 8 h'],
    [Infinity, '–'],
  ])('%d seconds read %s', (value, words) => expect(duration(value)).toBe(words))

  it('are grouped by thousands', () => expect(count(18_420)).toBe('18,420'))

  it('of bounds have one decimal, a dash where there is none, and keep NaN', () => {
    expect([nats(96.42), nats(6912.34), nats(null), nats(NaN)]).toEqual(['96.4', '6,912.3', '–', 'NaN'])
  })
})

describe('a moment', () => {
  const now = new Date(2026, 10, 21)
  const at = (year: number) => new Date(year, 10, 20, 14, 5).toISOString()

  it('of this year leaves the year out', () => expect(moment(at(2026), now)).toBe('20 Nov, 14:05'))
  it('of another year names it', () => expect(moment(at(2025), now)).toBe('20 Nov 2025, 14:05'))
  it('that is none is a dash', () => expect(moment('', now)).toBe('–'))
})
