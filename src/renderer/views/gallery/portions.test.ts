import { expect, it } from 'vitest'
import { itemsOf, type Plan } from '../../../studio/plan'
import { titleOf } from './names'
import { portionsOf } from './portions'

const items = (plan: Plan) => itemsOf(plan, Number)
const sample = (index: number) => ({ kind: 'sample', seed: 1, index }) as const
const pick = { checkpoint: 5, seed: 1, index: 2 }

it('all of samples can be taken, the selected one, and favourites', () => {
  const plan: Plan = { kind: 'samples', checkpoints: [5, 6], seeds: [1], count: 4 }
  const portions = portionsOf(plan, items(plan)[6], 6, [pick])
  expect(portions.map(({ title }) => title)).toEqual([
    'All that is shown (8)',
    'This one: Image 3, step 6',
    'Favourites (1)',
  ])
  expect(portions.map(({ of }) => of)).toEqual([
    plan,
    { kind: 'picks', picks: [{ checkpoint: 6, seed: 1, index: 2 }] },
    { kind: 'picks', picks: [pick] },
  ])
  expect(titleOf(plan)).toBe('8 samples of 2 checkpoints, seed 1')
})

it('of a walk one is its place on it', () => {
  const plan: Plan = { kind: 'walk', checkpoints: [5], ends: [sample(0), sample(1)], steps: 5 }
  const [all, one] = portionsOf(plan, items(plan)[3], 3, [])
  expect([all?.title, one?.of]).toEqual(['The whole row (5)', { ...plan, only: 3 }])
})

it('one of reconstructions is its image, with its noise', () => {
  const plan: Plan = { kind: 'images', checkpoints: [5], first: 8, count: 4, seed: 3 }
  expect(portionsOf(plan, items(plan)[1], 1, [])[1]?.of).toEqual({ ...plan, first: 9, count: 1 })
})

it('of nothing there is nothing', () => expect(portionsOf(undefined, undefined, 0, [pick])).toEqual([]))
