import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from './fixture'
import { readCurves } from './curves'
import { decodeEntry, readTail, type Entry } from './metrics'
import { MetricsLog } from './metricsLog'
import type { Curves } from '../studio/run'

let folder: string
const file = () => join(folder, 'metrics.jsonl')
const training = (step: number, bound = 100 - step): Entry => ({
  kind: 'training',
  metrics: { step, bound, lx: bound - 1, lz: 1, gradNorm: 2, imagesPerSecond: 3, seconds: step / 10 },
})
const validation = (step: number, bound: number): Entry => ({
  kind: 'validation',
  metrics: { step, bound, lx: bound, lz: 0 },
})
const resumed = (step: number): Entry => ({
  kind: 'resumed',
  step,
  at: '2026-11-20T12:00:00.000Z',
  engine: 'wasm',
})
/** Columns as lists. */
const plain = (curves: Curves) =>
  JSON.parse(
    JSON.stringify(curves, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value)),
  ) as unknown
const log = (...entries: Entry[]) => {
  const metrics = new MetricsLog(folder)
  metrics.append(entries)
  metrics.close()
}

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('gives back numbers to the last bit, NaN and infinities too', () => {
  const wild = {
    step: 1,
    bound: NaN,
    lx: Infinity,
    lz: -Infinity,
    gradNorm: 0.1 + 0.2,
    imagesPerSecond: 1e-300,
    seconds: 1 / 3,
  }
  log({ kind: 'training', metrics: wild })
  const { training: columns } = readCurves(folder)
  expect(Object.fromEntries(Object.entries(columns).map(([name, [value]]) => [name, value]))).toEqual(wild)
})

it('leaves out what a resume went back behind', () => {
  log(resumed(0), training(1), training(2), validation(2, 9), training(3), validation(3, 8), training(4))
  log(resumed(2), training(3, 77))
  expect(plain(readCurves(folder))).toMatchObject({
    training: { step: [1, 2, 3], bound: [99, 98, 77] },
    validation: { step: [2], bound: [9] },
  })
  expect(readTail(folder)).toEqual({ step: 3 })
})

it('drops a line that a killed process did not finish, at any length of it', () => {
  log(training(1), training(2))
  const whole = readFileSync(file()).length
  for (let cut = 1; cut < 60; cut++) {
    truncateSync(file(), whole - cut)
    expect([...readCurves(folder).training.step]).toEqual([1])
    log(resumed(1), training(2, 55))
    expect([...(readCurves(folder).training.bound ?? [])]).toEqual([99, 55])
    log(resumed(1))
    writeFileSync(file(), '')
    log(training(1), training(2))
  }
})

it('keeps the nats of each glimpse of the validations that have them', () => {
  const glimpsed = (step: number, ...natsPerGlimpse: number[]): Entry => ({
    kind: 'validation',
    metrics: { step, bound: 9, lx: 6, lz: 3, natsPerGlimpse },
  })
  log(training(1), validation(1, 9), training(2), glimpsed(2, 2, 1), training(3), glimpsed(3, 1.5, NaN))
  log(resumed(2), training(3), glimpsed(3, 0.5, 0.25))
  expect(plain(readCurves(folder))).toMatchObject({
    validation: { step: [1, 2, 3] },
    glimpses: { step: [2, 3], nats: [2, 1, 0.5, 0.25] },
  })
})

it('passes over lines of a kind it does not know', () => {
  log(training(1))
  appendFileSync(file(), '{"someday": 3, "learningRate": 0.1}\n')
  log(training(2))
  expect([...readCurves(folder).training.step]).toEqual([1, 2])
  expect(readTail(folder)).toEqual({ step: 2 })
})

it('names the file and the line of an entry that is damaged', () => {
  log(training(1))
  appendFileSync(file(), '{"step": 2, "bound": "much"}\n')
  log(training(3))
  expect(() => readCurves(folder)).toThrow(/metrics\.jsonl is damaged: line 2 .*found "much"/)
  expect(readTail(folder)).toEqual({ step: 3 })
})

it('knows where a run stands from the end of a long log', () => {
  log(...Array.from({ length: 2000 }, (_, i) => training(i + 1)), validation(2000, 81.5))
  expect(readTail(folder)).toEqual({ step: 2000, score: 81.5 })
})

it('holds what was changed in training, which is no part of the curves', () => {
  const changed = {
    kind: 'changed',
    step: 2,
    at: '2026-11-20T12:00:00.000Z',
    settings: { learningRate: 5e-4 },
  } as const
  log(resumed(0), training(1), training(2), changed, training(3))
  expect([...readCurves(folder).training.step]).toEqual([1, 2, 3])
  expect(readTail(folder)).toEqual({ step: 3 })
  const [, , , line = ''] = readFileSync(file(), 'utf8').split('\n')
  expect(JSON.parse(line)).toEqual({ changed: 2, at: changed.at, learningRate: 5e-4 })
  expect(decodeEntry(line)).toEqual(changed)
  expect(() => decodeEntry('{"changed": 2, "at": "now", "learningRate": -1}')).toThrow(/learningRate/)
})

it('has no curves before the first step', () => {
  expect([...readCurves(folder).training.step]).toEqual([])
  expect(readTail(folder)).toEqual({})
})
