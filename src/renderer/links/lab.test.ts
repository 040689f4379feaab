import { expect, it } from 'vitest'
import { parseQuery, queryOf, type LabQuery } from './lab'

it('names a glimpse and a window that come back as they were', () => {
  const query: LabQuery = { step: 500, image: 3, t: 7, side: 'write', drawing: 'samples', gX: -2.25, n: 12 }
  expect(parseQuery(queryOf(query))).toEqual(query)
})

it('leaves out what is unknown, empty or impossible', () => {
  expect(
    parseQuery({ step: '-1', image: '0', t: 'x', side: 'up', n: '33', sigma: '0', data: '', colour: 'red' }),
  ).toEqual({})
})

it('takes a checkpoint by name or by step', () => {
  expect(parseQuery({ checkpoint: 'best' })).toEqual({ checkpoint: 'best' })
  expect(parseQuery({ checkpoint: '40' })).toEqual({ checkpoint: 40 })
})
