import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MOST_FAVOURITES } from '../studio/favourites'
import { addFavourite, readFavourites, removeFavourite } from './favourites'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'easel-favourites-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const pick = (index: number) => ({ checkpoint: 500, seed: 1, index })

it('none are kept before one is liked; each is kept once, in the order of liking', () => {
  expect(readFavourites(folder)).toEqual([])
  addFavourite(folder, pick(3))
  addFavourite(folder, pick(1))
  expect(addFavourite(folder, pick(3))).toEqual([pick(3), pick(1)])
  expect(removeFavourite(folder, pick(3))).toEqual([pick(1)])
  expect(readFavourites(folder)).toEqual([pick(1)])
})

it('is a file that another program can read', () => {
  addFavourite(folder, pick(0))
  expect(JSON.parse(readFileSync(join(folder, 'favourites.json'), 'utf8'))).toEqual({
    format: 'easel-favourites-1',
    favourites: [{ checkpoint: 500, seed: 1, index: 0 }],
  })
})

it('a damaged one is told of and left as it is', () => {
  const file = join(folder, 'favourites.json')
  writeFileSync(file, '{"format":"easel-favourites-1","favourites":[{"checkpoint":-1}]}')
  expect(() => addFavourite(folder, pick(0))).toThrow(/favourites\.json is damaged/)
  expect(readFileSync(file, 'utf8')).toContain('-1')
})

it('are no more than can be read again', () => {
  const favourites = Array.from({ length: MOST_FAVOURITES }, (_, index) => pick(index))
  writeFileSync(join(folder, 'favourites.json'), JSON.stringify({ format: 'easel-favourites-1', favourites }))
  expect(() => addFavourite(folder, pick(MOST_FAVOURITES))).toThrow(/at most 4096/)
  expect(addFavourite(folder, pick(7))).toHaveLength(MOST_FAVOURITES)
  expect(readFavourites(folder)).toHaveLength(MOST_FAVOURITES)
})
