import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openLibrary } from '../data/library'
import type { Dataset } from '../data/dataset'
import { firstPlaces, viewOf } from '../data/view'
import { networkOf, paramShapes } from '../draw/network'
import { createLearner } from '../engine/eager'
import type { Learner } from '../engine/learner'
import { openEngine } from '../engine/open'
import { normals } from '../random/generator'
import type { Run } from '../runs/run'
import { measureBound } from './bound'
import { evaluate } from './evaluate'
import { TINY, tinyRun } from './fixture'
import { Inbox } from './inbox'
import { Drawer } from './drawer'

vi.setConfig({ testTimeout: 240_000 })
const root = mkdtempSync(join(tmpdir(), 'easel-look-'))
const library = join(root, 'library')
const network = networkOf({ channels: 1, height: 28, width: 28 }, TINY)
const ignore = () => undefined
const idle = () => new Inbox(new EventEmitter())
let dataset: Dataset
let learner: Learner
let run: Run

beforeAll(async () => {
  await openEngine('wasm')
  dataset = await openLibrary(library).load('strokes')
  learner = createLearner(network, 5)
  run = tinyRun(join(root, 'run'), 'wasm')
  run.writeCheckpoint(
    learner.state(),
    paramShapes(network),
    {
      step: 3,
      seed: 5,
      epoch: 0,
      seconds: 1,
      score: null,
      bestScore: null,
      kept: false,
      engine: 'wasm',
      created: new Date().toISOString(),
      version: '0',
    },
    5,
  )
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('a drawing depends on its point alone, not on how many there are', async () => {
  const drawer = new Drawer(run, library)
  const points = Array.from({ length: 16 }, (_, index) => ({ kind: 'sample', seed: 1, index }) as const)
  const { drawing: few, z } = await drawer.draw(3, points.slice(0, 3))
  const { drawing: many } = await drawer.draw(3, points)
  expect([few.count, many.count, z?.length]).toEqual([3, 16, 3 * 2 * 3])
  expect(few.canvases).toEqual(many.canvases.slice(0, few.canvases.length))
  expect(few.write).toEqual(many.write?.slice(0, few.write?.length))
  const { drawing: last } = await drawer.draw(3, points.slice(15))
  expect(last.canvases).toEqual(many.canvases.slice(15 * 2 * 784))
  const { drawing: other } = await drawer.draw(3, [{ kind: 'sample', seed: 2, index: 0 }])
  expect(other.canvases).not.toEqual(few.canvases.slice(0, 2 * 784))
  await drawer.close()
})

it('what lies between two ends begins and ends as they do', async () => {
  const drawer = new Drawer(run, library)
  const ends = [
    { kind: 'sample', seed: 1, index: 0 },
    { kind: 'sample', seed: 1, index: 5 },
    { kind: 'image', place: 2 },
  ] as const
  const { drawing: wanted, z: own = new Float32Array() } = await drawer.draw(3, ends)
  const between = (from: number, to: number, at: number) =>
    drawer.draw(3, [{ kind: 'between', from: ends[from] ?? ends[0], to: ends[to] ?? ends[0], at }])
  for (const [from, to] of [
    [0, 1],
    [1, 2],
  ] as const)
    for (const at of [0, 1])
      expect((await between(from, to, at)).drawing.canvases).toEqual(
        wanted.canvases.slice((at ? to : from) * 2 * 784, ((at ? to : from) + 1) * 2 * 784),
      )
  // Straight to an image: the mean of both.
  const { z: half = new Float32Array() } = await between(1, 2, 0.5)
  half.forEach((value, i) => expect(value).toBeCloseTo(((own[6 + i] ?? NaN) + (own[12 + i] ?? NaN)) / 2, 6))
  await drawer.close()
})

it('an image is drawn again with what is read, written and added at each glimpse', async () => {
  const drawer = new Drawer(run, library)
  const { drawing } = await drawer.draw(3, [{ kind: 'reconstruction', seed: 1, place: 4 }])
  expect([drawing.count, drawing.read?.length, drawing.write?.length, drawing.nats?.length]).toEqual([
    1, 10, 10, 2,
  ])
  await expect(drawer.draw(3, [{ kind: 'image', place: 10_000_000 }])).rejects.toThrow('no image 10000001')
  await drawer.close()
})

it('the nearest images of the training split are theirs', async () => {
  const drawer = new Drawer(run, library)
  const { drawing } = await drawer.draw(3, [{ kind: 'sample', seed: 1, index: 0 }])
  const nearest = await drawer.nearestOf(drawing)
  const { train } = dataset.splits
  expect(nearest?.images).toEqual(await train.take(nearest?.indices ?? []))
  expect(nearest?.indices).toHaveLength(1)
  await drawer.close()
})

it('the bound is the mean over single images, the last batch filled up or not', async () => {
  const set = viewOf(dataset.splits.validation, dataset, { ...TINY, seed: 4 })
  const { bound, lx, lz, images, natsPerGlimpse } = await measureBound(learner, set, 11, TINY, {
    stream: 'validation',
    seed: 4,
  })
  const x = await set.fixed(firstPlaces(set, 16))
  const losses = [0, 1].map((chunk) =>
    learner.evaluate(
      x.subarray(chunk * 8 * 784, (chunk + 1) * 8 * 784),
      normals(2 * 8 * 3, 4, 'validation', chunk),
    ),
  )
  const first = (arrays: Float32Array[], per: number) =>
    arrays.flatMap((array) => [...array]).slice(0, 11 * per)
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  expect(images).toBe(11)
  expect(lx).toBeCloseTo(
    sum(
      first(
        losses.map((each) => each.lx),
        1,
      ),
    ) / 11,
    4,
  )
  expect(lz).toBeCloseTo(
    sum(
      first(
        losses.map((each) => each.lz),
        2,
      ),
    ) / 11,
    6,
  )
  expect(sum(natsPerGlimpse)).toBeCloseTo(lz, 10)
  expect(bound).toBe(lx + lz)
})

it('evaluates the split that is asked for, the same each time for the same seed', async () => {
  const job = { kind: 'evaluate', run: run.folder, library, checkpoint: 3, limit: 16, seed: 1 } as const
  const of = async (split: 'train' | 'test', seed = 1) => {
    const { result, ...about } = await evaluate({ ...job, split, seed }, ignore, idle())
    if (result.task !== 'draw') throw new Error('it classifies')
    return { ...about, ...result }
  }
  const test = await of('test')
  expect(test).toMatchObject({ step: 3, images: 16 })
  expect(await of('test')).toEqual(test)
  expect((await of('train')).bound).not.toBe(test.bound)
  expect((await of('test', 2)).bound).not.toBe(test.bound)
})

it('stops evaluating when told to', async () => {
  const port = new EventEmitter()
  const job = { kind: 'evaluate', run: run.folder, library, checkpoint: 3, seed: 1, split: 'test' } as const
  const evaluating = evaluate(job, () => port.emit('message', { kind: 'stop', keep: false }), new Inbox(port))
  await expect(evaluating).rejects.toThrow('Cancelled')
})
