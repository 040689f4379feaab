import { expect, it } from 'vitest'
import { detailOf, runOf } from '../../../testing/fake-studio'
import { rowsOf } from './differing'

const { manifest } = detailOf(runOf())
const change = (settings: Partial<typeof manifest.settings>) => ({
  ...manifest,
  settings: { ...manifest.settings, ...settings },
})

it('tells what differs from what is the same', () => {
  const rows = rowsOf([manifest, change({ learningRate: 3e-4, steps: 30_000 })])
  expect(rows.filter(({ differs }) => differs)).toEqual([
    { title: 'Steps', values: ['20,000', '30,000'], differs: true },
    { title: 'Learning rate', values: ['0.001', '0.0003'], differs: true },
  ])
  expect(rows.find(({ title }) => title === 'LSTM size')).toMatchObject({ differs: false })
})

it('has a dash for what has no effect in one, and no row for what has none in any', () => {
  const rows = rowsOf([manifest, change({ scene: 'pair' })])
  expect(rows.find(({ title }) => title === 'Scene size')?.values[0]).toBe('–')
  expect(rows.find(({ title }) => title === 'Clutter')).toBeUndefined()
})
