import { expect, it } from 'vitest'
import { fitting, NAME, sorted } from './columns'
import { rowsSeen, ROW } from './window'
import { runOf } from '../../../testing/fake-studio'

it.each([300, 560, 700, 804, 1000, 1204, 1800])('at %d pixels the name keeps its room', (width) => {
  const columns = fitting(width)
  expect(columns.reduce((sum, column) => sum + column.width, NAME.width)).toBeLessThanOrEqual(
    Math.max(width, NAME.width),
  )
})
it('shows state, score and step first', () => {
  expect(fitting(700).map(({ id }) => id)).toEqual(['state', 'step', 'score'])
  expect(fitting(1204).map(({ id }) => id)).toContain('dataset')
})
it('sorts by any setting', () => {
  const run = (id: string, glimpses: number) => runOf({ id, settings: { ...runOf().settings, glimpses } })
  const order = { column: 'glimpses', direction: 'ascending' } as const
  expect(sorted([run('a', 64), run('b', 8)], order).map(({ id }) => id)).toEqual(['b', 'a'])
})
it('draws what is seen, with some to spare, of a thousand rows', () => {
  for (const top of [0, 1, 5000, 1000 * ROW]) {
    const { from, to } = rowsSeen(1000, top, 600)
    expect(from).toBeLessThanOrEqual(Math.min(999, top / ROW))
    expect(to).toBeGreaterThanOrEqual(Math.min(1000, (top + 600) / ROW))
    expect(to - from).toBeLessThan(70)
  }
  expect(rowsSeen(3, 0, 600)).toEqual({ from: 0, to: 3 })
})
