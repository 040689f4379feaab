import { expect, it } from 'vitest'
import { detailOf, runOf } from '../../testing/fake-studio'
import { factsOf } from './facts'

const detail = detailOf(runOf())
const now = { step: 1000, until: 5000, pace: 0.5, running: true }

it('epochs are images seen over images there are', () => {
  // 1000 steps of 100 images, of 50,000.
  expect(factsOf(detail, now)).toContainEqual({ name: 'epoch', value: '2.0 of 10.0' })
})

it('speed and time left follow the recent pace', () => {
  expect(factsOf(detail, now)).toContainEqual({ name: 'images/s', value: '200' })
  expect(factsOf(detail, now)).toContainEqual({ name: 'left', value: '33 min' })
})

it('a pace that is not known yet is a dash, not a guess', () => {
  expect(factsOf(detail, { ...now, pace: undefined })).toContainEqual({ name: 'left', value: '–' })
})

it('a run that does not train has no time left', () => {
  expect(factsOf(detail, { ...now, running: false }).map(({ name }) => name)).toEqual(['step', 'epoch'])
})
