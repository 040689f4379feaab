import { expect, it } from 'vitest'
import { compareQuery, entriesOf, type Entry } from './compare'

it('comes back from an address as it went', () => {
  const entries: Entry[] = [
    { run: 'a.b-c', checkpoint: 'latest' },
    { run: 'd', checkpoint: 500 },
  ]
  expect(entriesOf(compareQuery(entries))).toEqual(entries)
})
it('reads what a person may type, each once', () => {
  expect(entriesOf({ runs: 'a,b@best a@latest ../c' })).toEqual([
    { run: 'a', checkpoint: 'latest' },
    { run: 'b', checkpoint: 'best' },
  ])
  expect(entriesOf(undefined)).toEqual([])
})
