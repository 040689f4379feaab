import { expect, it } from 'vitest'
import type { LogEntry } from '../../../studio/requests/desktop'
import { textOf, wantedOf } from './filter'

const ENTRIES: LogEntry[] = [
  { time: '2026-11-21 18:00:00.000', level: 'info', text: 'Easel 0.1.0 for electron' },
  { time: '2026-11-21 18:01:00.000', level: 'info', run: 'a-1', text: 'running at step 0 of 10' },
  { time: '2026-11-21 18:02:00.000', level: 'error', run: 'a-1', text: 'failed at step 7: The loss is NaN.' },
  { time: '2026-11-21 18:03:00.000', level: 'warn', text: 'a disk is nearly full' },
]
const ALL = { shown: 'all', run: '', words: '' } as const
const times = (entries: LogEntry[]) => entries.map(({ time }) => time.slice(14, 16))

it('everything comes newest first', () => {
  expect(times(wantedOf(ENTRIES, ALL))).toEqual(['03', '02', '01', '00'])
})

it('is narrowed by level, run and words together', () => {
  expect(times(wantedOf(ENTRIES, { ...ALL, shown: 'warn' }))).toEqual(['03', '02'])
  expect(times(wantedOf(ENTRIES, { ...ALL, shown: 'error' }))).toEqual(['02'])
  expect(times(wantedOf(ENTRIES, { ...ALL, run: 'a-1' }))).toEqual(['02', '01'])
  expect(times(wantedOf(ENTRIES, { ...ALL, words: 'step NAN' }))).toEqual(['02'])
  expect(wantedOf(ENTRIES, { ...ALL, shown: 'error', words: 'disk' })).toEqual([])
})

it('is copied as the file has it', () => {
  expect(textOf(wantedOf(ENTRIES, { ...ALL, words: 'step' }))).toBe(
    '[2026-11-21 18:01:00.000] [info] run a-1: running at step 0 of 10\n' +
      '[2026-11-21 18:02:00.000] [error] run a-1: failed at step 7: The loss is NaN.',
  )
})
