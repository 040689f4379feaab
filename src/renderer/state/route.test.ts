import { expect, it } from 'vitest'
import { hashOf, viewOf } from './route'

it.each([
  [{ place: 'new', run: null }, '#/new'],
  [{ place: 'runs', run: null }, '#/runs'],
  [{ place: 'watch', run: 'strokes-1' }, '#/watch/strokes-1'],
  [{ place: 'gallery', run: '2026-11-20_a.b' }, '#/gallery/2026-11-20_a.b'],
  [
    { place: 'runs', run: 'compare', query: { runs: 'a@best b@500' } },
    '#/runs/compare?runs=a%40best+b%40500',
  ],
  [{ place: 'lab', run: 'mnist', query: { step: '500', t: '7' } }, '#/lab/mnist?step=500&t=7'],
] as const)('%o is at %s', (view, hash) => {
  expect(hashOf(view)).toBe(hash)
  expect(viewOf(hash)).toEqual(view)
})

it.each(['', '#', '#/', '#/nowhere', '#/watch/%', 'watch'])('%o leads to a new run', (hash) => {
  expect(viewOf(hash)).toEqual({ place: 'new', run: null })
})
