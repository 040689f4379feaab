import { expect, it } from 'vitest'
import { Skipped } from './skipped'

it('a note a reason counts its files, each once, and names some', () => {
  const skipped = new Skipped()
  for (const path of ['1', '2', '3', '4', '5', '1']) skipped.add(path, 'it is damaged')
  skipped.add('1', 'another reason')
  skipped.add('readme', 'no picture')
  expect(skipped.notes()).toEqual([
    'Left out 5 files: it is damaged (1, 2, 3 and 2 more).',
    'Left out 1 file: no picture (readme).',
  ])
  expect([skipped.has('5'), skipped.has('6')]).toEqual([true, false])
})
