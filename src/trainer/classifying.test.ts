import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { inMemory } from '../data/imageSets'
import { viewOf } from '../data/view'
import type { ClassifierModel } from '../engine/classifier'
import { isDrawn } from '../studio/drawing'
import { DEFAULTS, type Settings } from '../studio/settings'
import { likeliest, measureError } from './error'
import { evaluate } from './evaluate'
import { tinyRun } from './fixture'
import { Inbox } from './inbox'
import { read } from './read'
import { Drawer } from './drawer'
import { train } from './train'

vi.setConfig({ testTimeout: 240_000 })
const root = mkdtempSync(join(tmpdir(), 'easel-classify-'))
const library = join(root, 'library')
afterAll(() => rmSync(root, { recursive: true, force: true }))
const ignore = () => undefined
const idle = () => new Inbox(new EventEmitter())

const CLUTTERED: Partial<Settings> = {
  task: 'classify',
  scene: 'cluttered',
  sceneSize: 32,
  clutter: 1,
  clutterSize: 4,
  pixels: 'grey',
  glimpses: 3,
  hidden: 32,
  readSize: 8,
  batch: 32,
  learningRate: 5e-3,
  steps: 150,
  validateEvery: 25,
  validationImages: 100,
  checkpointEvery: 75,
  snapshotEvery: 75,
}

it('a classifier trains among clutter until it errs less than chance, and can be looked at and evaluated', async () => {
  const run = tinyRun(join(root, 'runs', 'cluttered'), 'wasm', CLUTTERED)
  await train({ kind: 'train', run: run.folder, library }, ignore, idle())
  const { training, validation } = run.curves()
  expect(Object.keys(validation).sort()).toEqual(['error', 'loss', 'step'])
  expect(training.loss?.[0]).toBeGreaterThan(1.5) // ln 10 is 2.3
  expect(validation.error?.at(-1)).toBeLessThan(0.8) // chance is 0.9
  expect(run.checkpoints().map(({ score }) => score)).toEqual([2, 5].map((i) => validation.error?.[i]))

  const frame = run.readSnapshot(150)
  if (isDrawn(frame)) throw new Error('it is a drawing')
  expect(frame.reading).toMatchObject({ count: 16, glimpses: 3, height: 32, width: 32, classes: 10 })
  expect(frame.targets).toHaveLength(16 * 32 * 32)
  expect(frame.reading.read).toHaveLength(16 * 3 * 5)

  const job = { run: run.folder, library, checkpoint: 'latest', seed: 1 } as const
  const { images, result: verdict } = await evaluate(
    { ...job, kind: 'evaluate', split: 'validation', limit: 100 },
    ignore,
    idle(),
  )
  if (verdict.task !== 'classify') throw new Error('it draws')
  expect(images).toBe(100)
  expect(verdict.error).toBeCloseTo(validation.error?.at(-1) ?? NaN, 6)
  expect(verdict.loss).toBeCloseTo(validation.loss?.at(-1) ?? NaN, 4)
  const right = verdict.confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0)
  expect(1 - right / 100).toBeCloseTo(verdict.error, 10)
  const page = await read({ ...job, kind: 'read', split: 'test', first: 1990, count: 16 })
  expect(page).toMatchObject({ step: 150, first: 1990, total: 2000, reading: { count: 10, glimpses: 3 } })
  expect([page.images.length, page.labels.length]).toEqual([10 * 32 * 32, 10])
  const wrong = Array.from(page.labels).filter(
    (label, i) =>
      likeliest(page.reading.logProbabilities.subarray((i * 3 + 2) * 10, (i * 3 + 3) * 10)) !== label,
  )
  expect(wrong.length).toBeLessThan(5)
  await expect(read({ ...job, kind: 'read', split: 'test', first: 2000, count: 1 })).rejects.toThrow(
    'no image 2001',
  )
  expect(() => new Drawer(run, library)).toThrow('draws nothing')
})

it('the error counts what the likeliest class is not the image’s, the last batch filled up or not', async () => {
  // Five images of one pixel, 3 classes, 2 glimpses; log-probabilities by hand.
  const labels = Uint8Array.of(0, 1, 2, 2, 0)
  const thoughts = [
    ...[
      [-2, -1, -3],
      [-0.1, -3, -4],
    ],
    ...[
      [-1, -0.5, -2],
      [-3, -0.2, -2],
    ],
    ...[
      [-1, -2, -3],
      [-0.4, -2, -2],
    ],
    ...[
      [-3, -2, -0.3],
      [-3, -3, -0.1],
    ],
    ...[
      [-0.2, -2, -3],
      [-1, -0.5, -4],
    ],
  ]
  const set = inMemory(Uint8Array.of(0, 1, 2, 3, 4), 1, labels)
  const image = { channels: 1, height: 1, width: 1 }
  const model = {
    network: { glimpses: 2, classes: 3 },
    classify: (x: Float32Array) =>
      Float32Array.from(
        Array.from(x, (value) => thoughts.slice(2 * Math.round(value * 255)).slice(0, 2)).flat(2),
      ),
  } as unknown as ClassifierModel
  const view = viewOf(set, image, { ...DEFAULTS, pixels: 'grey' })
  const verdict = await measureError(model, view, 5, 2)
  expect(verdict.errorPerGlimpse).toEqual([2 / 5, 2 / 5])
  expect(verdict.error).toBe(2 / 5)
  expect(verdict.loss).toBeCloseTo((0.1 + 0.2 + 2 + 0.1 + 1) / 5, 6)
  expect(verdict.confusion).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 1],
  ])
})

it('without labels there is nothing to learn', async () => {
  const view = viewOf(inMemory(new Uint8Array(4), 1), { channels: 1, height: 1, width: 1 }, DEFAULTS)
  const model = { network: { glimpses: 1, classes: 2 } } as ClassifierModel
  await expect(measureError(model, view, 4, 2)).rejects.toThrow('no labels')
})
