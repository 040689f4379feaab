import { expect, it } from 'vitest'
import { fakeStudio } from '../testing/fake-studio'
import { App } from './app.svelte'
import { perWindow } from './perWindow.svelte'

it('makes one of a window, and another of another', async () => {
  const [a, b] = await Promise.all([1, 2].map(() => App.open(fakeStudio().connection, undefined)))
  if (!a || !b) throw new Error('no windows')
  let made = 0
  const of = perWindow(() => ({ number: ++made }))
  expect([of(a).number, of(a).number, of(b).number, of(a).number]).toEqual([1, 1, 2, 1])
})
