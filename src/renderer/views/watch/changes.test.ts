import { expect, it } from 'vitest'
import { DEFAULTS } from '../../../studio/settings'
import { changesOf } from './changes'

const now = { ...DEFAULTS, learningRate: 1e-3, snapshotEvery: 100 }

it('names only what differs', () => {
  expect(changesOf(now, { learningRate: '5e-4', snapshotEvery: ' 100' })).toEqual({
    changed: { learningRate: 5e-4 },
    problems: {},
  })
  expect(changesOf(now, { learningRate: '0.001', snapshotEvery: '100' }).changed).toEqual({})
})

it('says what is wrong, setting by setting', () => {
  const { changed, problems } = changesOf(now, { learningRate: '-1', snapshotEvery: '2.5' })
  expect(changed).toEqual({})
  expect(problems.learningRate).toMatch(/learningRate must be a number from 1e-7 to 1/)
  expect(problems.snapshotEvery).toMatch(/whole number/)
})
