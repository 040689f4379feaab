import { expect, test } from 'vitest'
import { quoted, sampleCommand } from './provenance'

test('words are quoted for a shell only where they must be', () => {
  expect([quoted('/runs/a-b_1.png'), quoted("it's here")]).toEqual(['/runs/a-b_1.png', `'it'\\''s here'`])
})

test('the command names everything the picture depends on', () => {
  const made = {
    run: 'my run',
    checkpoint: 500,
    count: 16,
    seed: 1,
    strip: false,
    nearest: false,
    boxes: true,
  }
  expect(sampleCommand({ ...made, out: 'a.gif' })).toBe(
    "easel sample 'my run' --checkpoint 500 --count 16 --seed 1 --out a.gif",
  )
  expect(sampleCommand({ ...made, strip: true, nearest: true, boxes: false, out: 'a.png' })).toBe(
    "easel sample 'my run' --checkpoint 500 --count 16 --seed 1 --strip --nearest --no-boxes --out a.png",
  )
})
