import { expect, it } from 'vitest'
import type { Drawing } from './drawing'
import { firstOf, joined } from './joined'

const drawing = (count: number, from: number): Drawing => ({
  count,
  glimpses: 2,
  channels: 1,
  height: 1,
  width: 1,
  canvases: Uint8Array.from({ length: count * 2 }, (_, i) => from + i),
  write: Float32Array.from({ length: count * 10 }, (_, i) => from + i / 16),
})

it('drawings one after the other are one, and its first are the first', () => {
  const all = joined([drawing(3, 0), drawing(1, 100)])
  expect([...all.canvases]).toEqual([0, 1, 2, 3, 4, 5, 100, 101])
  expect([all.count, all.write?.length, all.read]).toEqual([4, 40, undefined])
  expect(firstOf(all, 3)).toEqual(drawing(3, 0))
})

it('nothing cannot be joined', () => expect(() => joined([])).toThrow('nothing'))
