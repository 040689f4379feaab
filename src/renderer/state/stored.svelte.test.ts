import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { store, stored } from './stored'

const KEY = 'easel.test'
afterEach(() => localStorage.removeItem(KEY))
const schema = z.object({ nearest: z.boolean() })

it('gives back what was stored', () => {
  expect(stored(KEY, schema)).toBeUndefined()
  store(KEY, { nearest: true })
  expect(stored(KEY, schema)).toEqual({ nearest: true })
})

it('takes nothing of what was cut off, or means something else by now', () => {
  for (const text of ['{"nearest":tr', '{"nearest":"often"}', 'null', '']) {
    localStorage.setItem(KEY, text)
    expect(stored(KEY, schema), text).toBeUndefined()
  }
})
