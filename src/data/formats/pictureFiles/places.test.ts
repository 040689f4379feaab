import { describe, expect, it } from 'vitest'
import { placesOf } from './places'

describe('placesOf', () => {
  it('takes folders at the top for splits and those below for classes', () => {
    const { at, classes } = placesOf([
      'x/train/cat/1.png',
      'x/train/dog/1.png',
      'x/Test/cat/1.png',
      'x/valid/dog/9.png',
    ])
    expect(classes).toEqual(['cat', 'dog'])
    expect(at).toEqual([
      { split: 'train', folder: 'cat' },
      { split: 'train', folder: 'dog' },
      { split: 'test', folder: 'cat' },
      { split: 'validation', folder: 'dog' },
    ])
  })

  it('names nested classes by all their folders, sorted', () => {
    const { classes, at } = placesOf(['s/Latin/b/1.png', 's/Greek/a/1.png', 's/Latin/a/1.png'])
    expect(classes).toEqual(['Greek/a', 'Latin/a', 'Latin/b'])
    expect(at.every(({ split }) => split === undefined)).toBe(true)
  })

  it.each([
    ['one folder', ['a/1.png', 'a/2.png'], /one folder/],
    ['no folder', ['1.png', '2.png'], /one folder/],
    ['splits alone', ['train/1.png', 'test/2.png'], /one folder/],
    ['pictures beside folders', ['1.png', 'a/2.png', 'b/3.png'], /outside the folders/],
    ['too many folders', Array.from({ length: 257 }, (_, i) => `${i}/1.png`), /257 folders.*256/],
  ])('has no classes for %s, and says so', (_, paths, note) => {
    const places = placesOf(paths)
    expect(places.classes).toBeUndefined()
    expect(places.note).toMatch(note)
  })

  it('takes train and test for classes when other folders lie beside them', () => {
    expect(placesOf(['train/1.png', 'tram/1.png']).classes).toEqual(['train', 'tram'])
  })

  it('is not led astray by paths out of the archive', () => {
    expect(placesOf(['../../etc/a/1.png', '../../etc/b/1.png']).classes).toEqual(['a', 'b'])
  })
})
