import { describe, expect, it, test } from 'vitest'
import { EXPORT_DEFAULTS, type Content } from '../studio/exports'
import { exportCommand, quoted, type Made } from './provenance'

test('words are quoted for a shell only where they must be', () => {
  expect([quoted('/runs/a-b_1.png'), quoted("it's here")]).toEqual(['/runs/a-b_1.png', `'it'\\''s here'`])
})

describe('the command names everything the file depends on', () => {
  const options = EXPORT_DEFAULTS
  const samples: Content = { kind: 'samples', checkpoints: [500], seeds: [1], count: 16 }
  const sample = (index: number) => ({ kind: 'sample', seed: 1, index }) as const
  const walk: Content = {
    kind: 'walk',
    checkpoints: [5],
    ends: [sample(0), { kind: 'image', place: 7 }],
    steps: 9,
  }
  const drawings = { boxes: false, nearest: true, every: false, seconds: 1.5, scale: 4 }
  it.each([
    [
      { run: 'my run', format: 'gif', of: samples, options, out: 'a.gif' },
      "easel sample 'my run' --checkpoint 500 --count 16 --seed 1 --out a.gif",
    ],
    [
      { run: 'r', format: 'strip', of: samples, options: { ...options, boxes: false }, out: 'a.png' },
      'easel sample r --checkpoint 500 --count 16 --seed 1 --strip --no-boxes --out a.png',
    ],
    [
      {
        run: 'r',
        format: 'sheet',
        of: { ...samples, checkpoints: [1, 2], seeds: [3, 4] },
        options: drawings,
        out: 'a.png',
      },
      'easel sample r --checkpoint 1,2 --count 16 --seed 3,4 --nearest --no-boxes --scale 4 --seconds 1.5 --out a.png',
    ],
    [
      { run: 'r', format: 'svg', of: walk, options: { ...options, every: true }, out: 'a.svg' },
      'easel sample r --checkpoint 5 --walk 1:1,image:8 --steps 9 --every --out a.svg',
    ],
    [
      { run: 'r', format: 'picture', of: { ...walk, only: 2 }, options, out: 'a.png' },
      'easel sample r --checkpoint 5 --walk 1:1,image:8 --steps 9 --only 3 --single --out a.png',
    ],
    [
      {
        run: 'r',
        format: 'csv',
        of: { kind: 'picks', picks: [{ checkpoint: 5, seed: 1, index: 2 }] },
        options,
        out: 'a.csv',
      },
      'easel sample r --picks 5:1:3 --out a.csv',
    ],
    [
      {
        run: 'r',
        format: 'csv',
        of: { kind: 'images', checkpoints: [5], first: 0, count: 4, seed: 2 },
        options,
        out: 'a.csv',
      },
      'easel sample r --checkpoint 5 --images 1-4 --seed 2 --out a.csv',
    ],
    [
      {
        run: 'r',
        format: 'npz',
        of: { kind: 'readings', checkpoint: 5, split: 'test', first: 48, count: 48 },
        options,
        out: 'a.npz',
      },
      'easel read r --checkpoint 5 --split test --images 49-96 --out a.npz',
    ],
    [
      {
        run: 'r',
        format: 'weights',
        of: { kind: 'checkpoint', checkpoint: 5 },
        options,
        out: 'w.safetensors',
      },
      'easel export r --checkpoint 5 --weights w.safetensors',
    ],
    [
      { run: 'r', format: 'tensorboard', of: { kind: 'run' }, options, out: 'logs' },
      'easel export r --tensorboard logs',
    ],
  ] satisfies [Made, string][])('%j', (made, command) => expect(exportCommand(made)).toBe(command))
})
