import { describe, expect, it } from 'vitest'
import { chunksOf, columnsOf, countOf, itemsOf, planSchema, seedsOf, type Plan } from './plan'

const sample = (seed: number, index: number) => ({ kind: 'sample', seed, index }) as const
const items = (plan: Plan) => itemsOf(plan, (checkpoint) => checkpoint)

describe('samples', () => {
  const plan: Plan = { kind: 'samples', checkpoints: [100, 'best'], seeds: [1, 7], count: 2 }
  it('are rows of checkpoints, in whose columns z is equal', () => {
    expect(items(plan).map(({ checkpoint, point }) => [checkpoint, ...Object.values(point)])).toEqual([
      [100, 'sample', 1, 0],
      [100, 'sample', 1, 1],
      [100, 'sample', 7, 0],
      [100, 'sample', 7, 1],
      ['best', 'sample', 1, 0],
      ['best', 'sample', 1, 1],
      ['best', 'sample', 7, 0],
      ['best', 'sample', 7, 1],
    ])
    expect([countOf(plan), columnsOf(plan)]).toEqual([8, 4])
  })
  it('of one checkpoint stand as they like', () => {
    expect(columnsOf({ ...plan, checkpoints: [100] })).toBeUndefined()
  })
})

describe('a walk', () => {
  const walk: Plan = {
    kind: 'walk',
    checkpoints: [5],
    ends: [sample(1, 0), sample(1, 3), { kind: 'image', place: 2 }],
    steps: 3,
  }
  it('goes from end to end, each end once and as itself', () => {
    const points = items(walk).map(({ point }) => point)
    expect(points).toEqual([
      sample(1, 0),
      { kind: 'between', from: sample(1, 0), to: sample(1, 3), at: 0.5 },
      sample(1, 3),
      { kind: 'between', from: sample(1, 3), to: { kind: 'image', place: 2 }, at: 0.5 },
      { kind: 'image', place: 2 },
    ])
    expect([countOf(walk), columnsOf(walk), seedsOf(walk)]).toEqual([5, undefined, [1]])
  })
  it('can be one of its drawings alone', () => {
    const one = { ...walk, only: 2 }
    expect(items(one).map(({ point }) => point)).toEqual([sample(1, 3)])
    expect(countOf(one)).toBe(1)
  })
  it('between two is one row', () => {
    expect(columnsOf({ ...walk, ends: walk.ends.slice(0, 2), steps: 9 })).toBe(9)
  })
})

it('picks are samples of their own checkpoints', () => {
  const plan: Plan = { kind: 'picks', picks: [{ checkpoint: 3, seed: 9, index: 4 }] }
  expect(items(plan)).toEqual([{ checkpoint: 3, point: sample(9, 4) }])
  expect(seedsOf(plan)).toEqual([9])
})

it('chunks hold up to sixteen drawings of one checkpoint, in order', () => {
  const all = items({ kind: 'samples', checkpoints: [1, 2], seeds: [1], count: 20 })
  const chunks = chunksOf(all)
  expect(chunks.map(({ checkpoint, points }) => [checkpoint, points.length])).toEqual([
    [1, 16],
    [1, 4],
    [2, 16],
    [2, 4],
  ])
  expect(chunks.flatMap(({ points }) => points)).toEqual(all.map(({ point }) => point))
})

it('what a window sends is checked', () => {
  expect(
    planSchema.safeParse({ kind: 'walk', checkpoints: [1], ends: [sample(1, 0)], steps: 4 }).success,
  ).toBe(false)
  expect(
    planSchema.safeParse({ kind: 'picks', picks: [{ checkpoint: 1, seed: -1, index: 0 }] }).success,
  ).toBe(false)
})
