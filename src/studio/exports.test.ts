import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  EXPORT_DEFAULTS,
  EXPORT_NAMES,
  exportSchema,
  formatOf,
  formatsOf,
  originOf,
  resolved,
} from './exports'
import { exportsTable } from './exportsPage'

it('docs/studio.md has the table of formats as it is', () => {
  expect(readFileSync('docs/studio.md', 'utf8').replace(/ +\|/g, ' |').replace(/-{3,}/g, '---')).toContain(
    exportsTable(),
  )
})

it('each kind has its formats, and each format a kind', () => {
  expect(formatsOf('readings')).toEqual(['sheet', 'npz', 'csv'])
  expect([formatsOf('checkpoint'), formatsOf('run')]).toEqual([['weights'], ['tensorboard']])
  for (const name of EXPORT_NAMES) expect(formatOf(name).of.length).toBeGreaterThan(0)
})

describe('what a file is made of', () => {
  const samples = { kind: 'samples', checkpoints: ['latest', 3], seeds: [1, 1, 4], count: 2 } as const
  const choose = (choice: string | number) => (typeof choice === 'number' ? choice : 9)
  it('names its checkpoints by their steps, and its seeds once', () => {
    const of = resolved({ ...samples, checkpoints: ['latest', 3], seeds: [1, 1, 4] }, choose)
    expect(originOf(of)).toEqual({ checkpoints: [9, 3], seeds: [1, 4] })
    expect(resolved({ kind: 'checkpoint', checkpoint: 'best' }, choose)).toEqual({
      kind: 'checkpoint',
      checkpoint: 9,
    })
  })
  it('is checked where it comes in', () => {
    const wanted = { run: 'a', format: 'gif', of: samples, options: EXPORT_DEFAULTS }
    expect(exportSchema.safeParse(wanted).success).toBe(true)
    expect(exportSchema.safeParse({ ...wanted, format: 'jpg' }).success).toBe(false)
    expect(exportSchema.safeParse({ ...wanted, options: { ...EXPORT_DEFAULTS, scale: 99 } }).success).toBe(
      false,
    )
  })
})
