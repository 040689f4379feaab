import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCheckpointInfo } from './checkpoint'
import { createRun } from './create'
import { frameOf, infoOf, PLAN, PNG, SHAPES, stateOf, temporaryFolder } from './fixture'
import { forkRun } from './fork'
import type { Run } from './run'

let root: string
let run: Run
const training = (step: number) => ({
  kind: 'training' as const,
  metrics: { step, bound: step, lx: 1, lz: 0, gradNorm: 1, imagesPerSecond: 1, seconds: 1 },
})
beforeEach(() => {
  root = temporaryFolder()
  run = createRun(root, PLAN)
  for (const step of [100, 200]) {
    run.writeCheckpoint(stateOf(step), SHAPES, infoOf(step, 90), 9)
    run.shelf().put(frameOf(step))
    run.writeThumbnail(PNG)
  }
  const log = run.log()
  log.append([training(100), training(150), { kind: 'resumed', step: 100, at: '', engine: 'wasm' }])
  log.append([training(101), { kind: 'validation', metrics: { step: 200, bound: 88, lx: 80, lz: 8 } }])
  log.append([training(250)])
  log.close()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('begins with the weights, curves and snapshots up to the checkpoint, and says where it is from', async () => {
  const before = readFileSync(join(run.folder, 'run.json'), 'utf8')
  const fork = forkRun(root, run, 200, { ...PLAN, name: 'fork', settings: { ...PLAN.settings, steps: 500 } })
  expect(fork.manifest()).toMatchObject({
    forkedFrom: { run: run.id, name: PLAN.name, checkpoint: 200 },
    until: 500,
    state: 'stopped',
  })
  const [saved, original] = [fork, run].map((one) => one.readCheckpoint(200, SHAPES))
  expect(saved).toEqual(original)
  expect(fork.snapshots()).toEqual([100, 200])
  expect(fork.readSnapshot(100)).toEqual(frameOf(100))
  expect(readFileSync(join(fork.folder, 'metrics.jsonl'), 'utf8').match(/"(step|validation)":\d+/g)).toEqual([
    '"step":100',
    '"step":101',
    '"validation":200',
  ])
  expect(readFileSync(join(run.folder, 'run.json'), 'utf8')).toBe(before)
  rmSync(run.folder, { recursive: true })
  expect(fork.readSnapshot(200)).toEqual(frameOf(200))
})

it('takes an earlier checkpoint too, and only what belongs to it', () => {
  const fork = forkRun(root, run, 100, PLAN)
  expect(fork.checkpoints().map(({ step }) => step)).toEqual([100])
  expect(fork.snapshots()).toEqual([100])
  expect(readFileSync(join(fork.folder, 'metrics.jsonl'), 'utf8')).toBe(
    '{"step":100,"bound":100,"lx":1,"lz":0,"gradNorm":1,"imagesPerSecond":1,"seconds":1}\n',
  )
})

it('leaves scores behind where they would not compare', () => {
  const fork = forkRun(root, run, 200, { ...PLAN, settings: { ...PLAN.settings, pixels: 'grey' } })
  expect(readCheckpointInfo(fork.folder, 200)).toMatchObject({ score: null, bestScore: null })
  expect(fork.detail().summary.bestScore).toBeNull()
})

it.each([
  [{ hidden: 128 }, /LSTM size was 256/],
  [{ steps: 200 }, /more than the 200/],
  [{ crop: 20 }, /1 × 20 × 20, but the weights were learned on 1 × 28 × 28/],
  [{ task: 'classify' as const }, /Task was draw/],
])('refuses %o, and makes nothing', (change, words) => {
  expect(() => forkRun(root, run, 200, { ...PLAN, settings: { ...PLAN.settings, ...change } })).toThrow(words)
  expect(readdirSync(root)).toEqual([run.id])
})

it.each([{ learningRate: 1e-5 }, { glimpses: 5 }, { batch: 7 }, { clip: 1 }])('allows %o', (change) => {
  const fork = forkRun(root, run, 200, { ...PLAN, settings: { ...PLAN.settings, ...change } })
  expect(fork.manifest().settings).toMatchObject(change)
})
