import { expect, it } from 'vitest'
import { boundOf } from '../../../testing/evaluations'
import { grouped, worst } from './grouped'

it('keeps splits and variants apart, newest first', () => {
  const groups = grouped([
    boundOf({ step: 1, split: 'test', variant: 'grey pixels' }),
    boundOf({ step: 2, split: 'validation', variant: 'grey pixels' }),
    boundOf({ step: 3, split: 'test', variant: 'dynamic pixels' }),
    boundOf({ step: 4, split: 'test', variant: 'grey pixels' }),
  ])
  expect(
    groups.map(({ split, variant, evaluations }) => [split, variant, evaluations.map(({ step }) => step)]),
  ).toEqual([
    ['test', 'grey pixels', [4, 1]],
    ['test', 'dynamic pixels', [3]],
    ['validation', 'grey pixels', [2]],
  ])
})

it('finds the commonest mistakes, and no others', () => {
  const confusion = [
    [90, 3, 0],
    [7, 80, 1],
    [0, 0, 99],
  ]
  expect(worst(confusion, 2)).toEqual([
    { label: 1, taken: 0, images: 7 },
    { label: 0, taken: 1, images: 3 },
  ])
  expect(worst(confusion, 10)).toHaveLength(3)
})
