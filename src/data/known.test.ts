import { expect, it } from 'vitest'
import { KNOWN_SETS, recogniseSet } from './known'

it('a set without a fingerprint is known by just its files', () => {
  const [train = '', test = ''] =
    KNOWN_SETS.find(({ id }) => id === 'svhn-digits')?.files.map(({ sha256 }) => sha256) ?? []
  expect(recogniseSet('other', [test, train])?.id).toBe('svhn-digits')
  expect(recogniseSet('other', [train])).toBeUndefined()
  expect(recogniseSet('other', [train, test, 'more'])).toBeUndefined()
})

it('a set with a fingerprint is known by that alone', () => {
  const mnist = KNOWN_SETS.find(({ id }) => id === 'mnist')
  expect(recogniseSet(mnist?.fingerprint ?? '', ['any'])).toBe(mnist)
  expect(recogniseSet('other', mnist?.files.map(({ sha256 }) => sha256) ?? [])).toBeUndefined()
})

it('names every file and its checksum', () => {
  for (const { id, files, mirrors, counts } of KNOWN_SETS) {
    expect(files.length, id).toBeGreaterThan(0)
    for (const { sha256, bytes } of files) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(bytes).toBeGreaterThan(1000)
    }
    for (const mirror of mirrors) expect(mirror).toMatch(/^https?:\/\/.*\/$/)
    expect(counts.train).toBeGreaterThan(counts.validation)
  }
})
