import { expect, it } from 'vitest'
import { marksOf } from './marks'

const every = (step: number, count: number) => Array.from({ length: count }, (_, i) => i * step)

it('marks each snapshot, and writes the steps that have room', () => {
  const marks = marksOf(every(500, 21), 5)
  expect(marks.map(({ at }) => at)).toEqual(every(1, 21))
  expect(marks.flatMap(({ step }) => step ?? [])).toEqual([0, 2500, 5000, 7500, 10_000])
})

it('marks every so many of very many', () => {
  const marks = marksOf(every(100, 1000), 8)
  expect(marks).toHaveLength(100)
  expect(marks[1]).toEqual({ at: 10 })
  expect(marks.flatMap(({ step }) => step ?? [])).toEqual(every(20_000, 5))
})

it('has one mark of one snapshot, none of none', () => {
  expect(marksOf([7], 8)).toEqual([{ at: 0, step: 7 }])
  expect(marksOf([], 8)).toEqual([])
})
