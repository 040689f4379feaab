import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { crc32c } from '../files/crc32c'
import { tinyRun } from '../trainer/fixture'
import { frameOf, temporaryFolder } from './fixture'
import { writeSnapshot } from './snapshot'
import { eventsFile, eventsName } from './tensorboard'
import type { Run } from './run'

const root = temporaryFolder()
afterAll(() => rmSync(root, { recursive: true, force: true }))
const made = { version: '1', run: 'a', checkpoints: [3], seeds: [1], command: 'easel export a' }
let run: Run
let bytes: Uint8Array

beforeAll(async () => {
  run = tinyRun(join(root, 'a'), 'cpu')
  mkdirSync(join(run.folder, 'snapshots'), { recursive: true })
  const line = (step: number) =>
    JSON.stringify({
      step,
      bound: 100 - step,
      lx: 90,
      lz: 10 - step,
      gradNorm: 2,
      imagesPerSecond: 30,
      seconds: step / 2,
    })
  writeFileSync(
    join(run.folder, 'metrics.jsonl'),
    [line(1), line(2), '{"validation":2,"bound":98.5,"lx":90,"lz":8.5}', line(3), ''].join('\n'),
  )
  writeSnapshot(run.folder, frameOf(2), 1)
  bytes = await eventsFile(run, made, async () => undefined)
})

it('is whole TFRecords, each checksum that of its bytes', () => {
  const view = new DataView(bytes.buffer)
  const masked = (part: Uint8Array) => {
    const crc = crc32c(part)
    return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
  }
  let [at, events] = [0, 0]
  while (at < bytes.length) {
    const length = Number(view.getBigUint64(at, true))
    expect(view.getUint32(at + 8, true)).toBe(masked(bytes.subarray(at, at + 8)))
    expect(view.getUint32(at + 12 + length, true)).toBe(masked(bytes.subarray(at + 12, at + 12 + length)))
    at += length + 16
    events++
  }
  // The version, text, three steps, a validation and a snapshot.
  expect([at, events]).toEqual([bytes.length, 7])
})

it('equal runs give equal files', async () => {
  expect(Buffer.from(await eventsFile(run, made, async () => undefined)).equals(bytes)).toBe(true)
  expect(eventsName(run)).toMatch(/^events\.out\.tfevents\.\d+\.a$/)
})

const python = process.env['EASEL_TEST_PYTHON']
const hasTensorBoard = python !== undefined && spawnSync(python, ['-c', 'import tensorboard']).status === 0

it.skipIf(!hasTensorBoard)('TensorBoard reads it (needs EASEL_TEST_PYTHON with tensorboard)', () => {
  const folder = join(root, 'logs')
  mkdirSync(folder)
  writeFileSync(join(folder, eventsName(run)), bytes)
  const script = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]).Reload()
text = events.Tensors("easel/text_summary")[0].tensor_proto.string_val[0].decode()
scalars = lambda tag: [[e.step, e.value, e.wall_time] for e in events.Scalars(tag)]
print(json.dumps({"tags": events.Tags()["scalars"], "images": events.Tags()["images"], "text": text,
  "training": scalars("bound/training"), "validation": scalars("bound/validation")}))`
  const seen = JSON.parse(execFileSync(python ?? '', ['-c', script, folder], { encoding: 'utf8' }))
  const begun = Date.parse(run.manifest().created) / 1000
  expect(seen.tags).toContain('gradient norm/training')
  expect(seen.images.sort()).toEqual(['images', 'reconstructions', 'samples'])
  expect(seen.text).toContain('| Easel-Command | easel export a |')
  expect(seen.training).toEqual([1, 2, 3].map((step) => [step, 100 - step, begun + step / 2]))
  expect(seen.validation).toEqual([[2, 98.5, begun + 1]])
})
