import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineStatuses } from '../engine/statuses'
import type { Run } from '../runs/run'
import type { Command, WorkerEvent } from '../studio/trainer'
import { buildTrainer, tinyRun } from './fixture'
import { startWorker, type WorkerHandle } from './start'

let trainer: Awaited<ReturnType<typeof buildTrainer>>
const root = mkdtempSync(join(tmpdir(), 'easel-train-'))
const library = join(root, 'library')
const engines = engineStatuses()
  .filter(({ name, available }) => available && name !== 'cpu')
  .map(({ name }) => name)

beforeAll(async () => {
  trainer = await buildTrainer()
})
afterAll(() => {
  trainer.remove()
  rmSync(root, { recursive: true, force: true })
})

let count = 0
const newRun = (...[engine, settings]: [Parameters<typeof tinyRun>[1]?, Parameters<typeof tinyRun>[2]?]) =>
  tinyRun(join(root, `run-${count++}`), engine ?? 'wasm', settings)

describe.each(engines)('a run on %s', (engine) => {
  it('trains', async () => {
    const run = newRun(engine)
    const worker = startWorker({ kind: 'train', run: run.folder, library }, trainer.worker)
    const events: WorkerEvent[] = []
    worker.onEvent((event) => events.push(event))
    const t = performance.now()
    const end = await worker.ended
    console.log(performance.now() - t, end, run.curves(), run.detail(), events.map((e) => e.kind).join(' '))
    expect(end.kind).toBe('done')
  })
})
