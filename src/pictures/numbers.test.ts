import { expect, test } from 'vitest'
import { countingDrawing } from './fixture'
import { finished } from './finished'
import { metaOf, numbersOf } from './numbers'

const items = [3, 9].map((index) => ({ checkpoint: 500, point: { kind: 'sample', seed: 7, index } }) as const)
const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 4, width: 5, writeSize: 2 })

test('arrays have the shapes the drawing says and tell where they come from', () => {
  const nearest = { images: new Uint8Array(40), indices: [3, 9], distances: [0.5, 1.5] }
  const arrays = numbersOf({ drawing, items, nearest, z: new Float32Array(2 * 3 * 8) })
  expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
    canvases: [2, 3, 1, 4, 5],
    write: [2, 3, 5],
    write_patches: [2, 3, 1, 2, 2],
    z: [2, 3, 8],
    nearest: [2, 1, 4, 5],
    nearest_index: [2],
    nearest_distance: [2],
    steps: [2],
    seeds: [2],
    indices: [2],
    seed: [],
    step: [],
  })
  for (const { shape, data } of Object.values(arrays))
    expect(data.length).toBe(shape.reduce((product, side) => product * side, 1))
  expect([...(arrays['seed']?.data ?? []), ...(arrays['step']?.data ?? [])]).toEqual([7, 500])
  expect([...(arrays['indices']?.data ?? [])]).toEqual([3, 9])
})

test('several seeds have no one seed', () => {
  const others = items.map((item, i) => ({ ...item, point: { ...item.point, seed: i } }))
  const arrays = numbersOf({ drawing, items: others })
  expect([arrays['seed'], [...(arrays['seeds']?.data ?? [])]]).toEqual([undefined, [0, 1]])
})

test('meta says what made the file, and each drawing', () => {
  const made = { version: '1', run: 'ρ', checkpoints: [500], seeds: [7], command: 'easel sample ρ' }
  expect(JSON.parse(new TextDecoder().decode(metaOf(made, { items }).data as Uint8Array))).toEqual({
    Software: 'Easel 1',
    'Easel-Run': 'ρ',
    'Easel-Checkpoint': '500',
    'Easel-Seed': '7',
    'Easel-Command': 'easel sample ρ',
    drawings: ['7:4', '7:10'],
  })
})

test('finished pictures are the last canvas of each drawing', () => {
  const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 1, width: 2 })
  expect([...finished(drawing)]).toEqual([2, 2, 12, 12])
})
