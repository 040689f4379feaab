import { expect, it } from 'vitest'
import { arrows } from './arrows'

/** Where `key` leads from option 5 of 10 in rows of 4; whether it was taken. */
function press(key: string, page?: number, init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...init })
  let place: number | undefined
  arrows(
    event,
    { current: 5, count: 10, columns: 4, ...(page !== undefined && { page }) },
    (to) => (place = to),
  )
  return [place, event.defaultPrevented]
}

it.each([
  ['ArrowLeft', 4],
  ['ArrowRight', 6],
  ['ArrowUp', 1],
  ['ArrowDown', 9],
  ['Home', 0],
  ['End', 9],
])('%s leads from option 5 to %i', (key, place) => expect(press(key)).toEqual([place, true]))

it('a page ends where the options do', () => {
  expect(press('PageDown', 8)).toEqual([9, true])
  expect(press('PageUp', 4)).toEqual([1, true])
  expect(press('PageDown')).toEqual([undefined, false])
})

it('what leads nowhere is taken, and moves nothing', () => {
  let place: number | undefined
  const event = new KeyboardEvent('keydown', { key: 'ArrowUp', cancelable: true })
  arrows(event, { current: 1, count: 10, columns: 4 }, (to) => (place = to))
  expect([place, event.defaultPrevented]).toEqual([undefined, true])
})

it('lets other keys through, and those with Ctrl', () => {
  expect(press('a')).toEqual([undefined, false])
  expect(press('ArrowLeft', undefined, { ctrlKey: true })).toEqual([undefined, false])
})
