import { expect, test } from 'vitest'
import { countingDrawing } from './fixture'
import { finished } from './finished'
import { numbersOf } from './numbers'

const provenance = { version: '1', run: 'ρ', checkpoint: 500, seed: 7, command: 'easel sample ρ' }

test('arrays have the shapes the drawing says and tell where they come from', () => {
  const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 4, width: 5, writeSize: 2 })
  const nearest = { images: new Uint8Array(40), indices: [3, 9], distances: [0.5, 1.5] }
  const arrays = numbersOf(drawing, provenance, nearest)
  expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
    canvases: [2, 3, 1, 4, 5],
    write: [2, 3, 5],
    write_patches: [2, 3, 1, 2, 2],
    nearest: [2, 1, 4, 5],
    nearest_index: [2],
    nearest_distance: [2],
    seed: [],
    step: [],
    meta: [expect.any(Number)],
  })
  for (const { shape, data } of Object.values(arrays))
    expect(data.length).toBe(shape.reduce((product, side) => product * side, 1))
  const meta = new TextDecoder().decode(arrays['meta']?.data as Uint8Array)
  expect(JSON.parse(meta)).toEqual({
    Software: 'Easel 1',
    'Easel-Run': 'ρ',
    'Easel-Checkpoint': '500',
    'Easel-Seed': '7',
    'Easel-Command': 'easel sample ρ',
  })
  expect([...(arrays['seed']?.data ?? []), ...(arrays['step']?.data ?? [])]).toEqual([7, 500])
})

test('finished pictures are the last canvas of each drawing', () => {
  const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 1, width: 2 })
  expect([...finished(drawing)]).toEqual([2, 2, 12, 12])
})
