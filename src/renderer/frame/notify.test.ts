import { expect, it } from 'vitest'
import { wordsOf } from './notify'

const event = { kind: 'state', run: 'a', step: 1200, until: 1200, device: 'CPU' } as const

it('a run that ends by itself is told of', () => {
  expect(wordsOf({ ...event, state: 'finished' }, 'Night')).toEqual({
    title: '“Night” has finished',
    body: 'All 1,200 steps are done.',
  })
  const failure = { message: 'The loss is NaN.', remedy: 'Lower the learning rate.' }
  expect(wordsOf({ ...event, state: 'failed', failure }, 'Night')).toEqual({
    title: '“Night” failed at step 1,200',
    body: 'The loss is NaN. Lower the learning rate.',
  })
})

it.each(['running', 'paused', 'stopped', 'interrupted'] as const)('%s is not', (state) => {
  expect(wordsOf({ ...event, state }, 'Night')).toBeUndefined()
})
