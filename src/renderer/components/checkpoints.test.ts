import { describe, expect, it } from 'vitest'
import { detailOf, runOf } from '../testing/fake-studio'
import { checkpointOf, checkpointOptions } from './checkpoints'

describe('checkpointOptions', () => {
  it('offers the newest, the best, and each with its bound', () => {
    expect(checkpointOptions(detailOf(runOf()).checkpoints, 'draw')).toEqual([
      { value: 'latest', words: 'Latest (step 5,000, 95.0 nats)' },
      { value: 'best', words: 'Best (step 4,500, 95.5 nats)' },
      { value: '5000', words: 'Step 5,000, 95.0 nats' },
      { value: '4500', words: 'Step 4,500, 95.5 nats' },
      { value: '4000', words: 'Step 4,000, 96.0 nats' },
    ])
  })

  it('says a classifier’s error', () => {
    const [first] = detailOf(runOf()).checkpoints
    const measured = first ? [{ ...first, score: 0.0336 }] : []
    expect(checkpointOptions(measured, 'classify').at(-1)?.words).toBe('Step 4,000, 3.4 %')
  })

  it('offers no best before one was measured', () => {
    const [first] = detailOf(runOf()).checkpoints
    const unmeasured = first ? [{ ...first, score: null, best: false }] : []
    expect(checkpointOptions(unmeasured, 'draw').map(({ value }) => value)).toEqual(['latest', '4000'])
  })
})

it('a step is asked for as a number', () => {
  expect([checkpointOf('best'), checkpointOf('4000')]).toEqual(['best', 4000])
})
