import { expect, it } from 'vitest'
import { startingWords } from './starting'

it('says what is being done, and what comes of what was asked meanwhile', () => {
  expect(startingWords(undefined, null)).toBe('Starting')
  expect(startingWords('compile', null)).toBe('Compiling')
  expect(startingWords('compile', 'stop-keep')).toBe('Compiling, then stopping')
  expect(startingWords('engine', 'pause')).toBe('Loading the engine, then pausing')
  expect(startingWords('data', 'continue')).toBe('Reading the data')
})
