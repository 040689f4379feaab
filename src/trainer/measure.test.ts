import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import type { Settings } from '../studio/settings'
import type { Command, MeasureResult, WorkerEvent } from '../studio/trainer'
import { losses, TINY, tinyRun } from './fixture'
import { Inbox } from './inbox'
import { beReady } from './measure'
import { train } from './train'

vi.setConfig({ testTimeout: 240_000 })
const root = mkdtempSync(join(tmpdir(), 'easel-measure-'))
const library = join(root, 'library')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A measuring that is under way; `tell` it what to do. */
function measuring(settings: Settings) {
  const port = new EventEmitter()
  const told: WorkerEvent[] = []
  let measured: (result: MeasureResult) => void
  const result = new Promise<MeasureResult>((resolve) => (measured = resolve))
  const ended = beReady(
    'wasm',
    (event) => {
      told.push(event)
      if (event.kind === 'measured') measured(event.result)
    },
    new Inbox(port),
  )
  const of = { question: 1, settings, channels: 1, height: 28, width: 28, classes: [] }
  port.emit('message', { kind: 'measure', of })
  return { told, result, ended, tell: (command: Command) => port.emit('message', command) }
}

it('measures a step, and extrapolates one that is too long to wait for', async () => {
  const timeOf = async (glimpses: number) => {
    const { result, ended, tell } = measuring({ ...TINY, glimpses, hidden: 64, batch: 200 })
    const measured = await result
    tell({ kind: 'stop', keep: false })
    expect(await ended).toBeNull()
    return measured
  }
  const short = await timeOf(4)
  const long = await timeOf(256)
  expect(short.bytes).toBeGreaterThan(20e6)
  expect(long.bytes).toBeGreaterThan(20e6)
  // Linear in T: 64 times as long, give or take a very busy machine.
  expect(long.secondsPerStep / short.secondsPerStep).toBeGreaterThan(4)
  expect(long.secondsPerStep / short.secondsPerStep).toBeLessThan(1024)
})

it('stops measuring when told to', async () => {
  const { told, ended, tell } = measuring(TINY)
  tell({ kind: 'stop', keep: false })
  expect(await ended).toBeNull()
  expect(told).toEqual([])
})

it('measures again when asked, and answers the newest question only', async () => {
  const { told, ended, result, tell } = measuring({ ...TINY, glimpses: 4 })
  const of = { question: 2, settings: TINY, channels: 1, height: 28, width: 28, classes: [] }
  tell({ kind: 'measure', of })
  await result
  tell({ kind: 'measure', of: { ...of, question: 3, settings: { ...TINY, latent: NaN } } })
  tell({ kind: 'stop', keep: false })
  expect(await ended).toBeNull()
  expect(told.map((event) => 'question' in event && event.question)).toEqual([2])
})

it('tells why something cannot be measured, and goes on', async () => {
  const { told, ended, result, tell } = measuring({ ...TINY, hidden: -1 })
  const of = { question: 2, settings: TINY, channels: 1, height: 28, width: 28, classes: [] }
  await vi.waitFor(() => expect(told[0]).toMatchObject({ kind: 'unmeasured', question: 1 }))
  tell({ kind: 'measure', of })
  await result
  tell({ kind: 'stop', keep: false })
  expect(await ended).toBeNull()
})

it.each(['while it measures', 'when it has measured'])(
  'trains what it has measured when told to %s, as any worker would',
  async (when) => {
    const folder = join(root, 'runs', when.replaceAll(' ', '-'))
    const own = tinyRun(folder, 'wasm', { steps: 4 })
    const { told, result, ended, tell } = measuring({ ...TINY, steps: 4 })
    if (when.startsWith('when')) await result
    tell({ kind: 'train', job: { kind: 'train', run: folder, library } })
    expect(await ended).toEqual({ state: 'finished', step: 4, kept: true })
    expect(told.some(({ kind }) => kind === 'metrics')).toBe(true)

    const other = tinyRun(`${folder}-cold`, 'wasm', { steps: 4 })
    await train({ kind: 'train', run: other.folder, library }, () => undefined, new Inbox(new EventEmitter()))
    expect(losses(own)).toEqual(losses(other))
  },
)
