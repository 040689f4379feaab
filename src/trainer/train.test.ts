import { EventEmitter } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { inMemory } from '../data/imageSets'
import { networkOf, paramShapes } from '../draw/network'
import { engineStatuses } from '../engine/statuses'
import { openRun, type Run } from '../runs/run'
import type { EngineName } from '../studio/run'
import type { Settings } from '../studio/settings'
import type { TrainResult, WorkerEvent } from '../studio/trainer'
import { feedOf } from './feed'
import { buildTrainer, losses, tinyRun, trainInChild } from './fixture'
import { Inbox } from './inbox'
import { startWorker } from './start'
import { train } from './train'

let trainer: Awaited<ReturnType<typeof buildTrainer>>
const root = mkdtempSync(join(tmpdir(), 'easel-train-'))
const library = join(root, 'library')
const engines = engineStatuses()
  .filter(({ available }) => available)
  .map(({ name }) => name)

beforeAll(async () => {
  trainer = await buildTrainer()
})
afterAll(() => {
  trainer.remove()
  rmSync(root, { recursive: true, force: true })
})

let count = 0
const newRun = (engine: EngineName = 'wasm', settings: Partial<Settings> = {}): Run =>
  tinyRun(join(root, `run-${count++}`), engine, settings)

/** A worker on `run` with all it told, and what waits for a kind of event. */
function start(run: Run, yields = false) {
  const worker = startWorker({ kind: 'train', run: run.folder, library }, { file: trainer.worker, yields })
  const events: WorkerEvent[] = []
  const waiting = new Set<() => void>()
  worker.onEvent((event) => {
    events.push(event)
    for (const look of waiting) look()
  })
  const until = async (told: (event: WorkerEvent) => boolean, from = 0): Promise<WorkerEvent> => {
    for (;;) {
      const event = events.slice(from).find(told)
      if (event) return event
      await new Promise<void>((resolve, reject) => {
        waiting.add(resolve)
        void worker.ended.then(() => reject(new Error('the worker ended first')), reject)
      })
    }
  }
  return { ...worker, events, until }
}
const isState = (state: string) => (event: WorkerEvent) => event.kind === 'state' && event.state === state
const isKind = (kind: WorkerEvent['kind']) => (event: WorkerEvent) => event.kind === kind
const ENDLESS = { steps: 1_000_000, checkpointEvery: 1_000_000, snapshotEvery: 1_000_000 }

// Engines take seconds to load, and other tests may have the cores meanwhile.
vi.setConfig({ testTimeout: 240_000 })

describe.each(engines)('a run on %s', (engine) => {
  it('trains to its end, and keeps curves, checkpoints, snapshots and a thumbnail', async () => {
    const run = newRun(engine)
    const worker = start(run)
    expect(await worker.ended).toMatchObject({
      kind: 'done',
      result: { state: 'finished', step: 20, kept: true },
    })
    const { summary, checkpoints, snapshots } = run.detail()
    expect(summary).toMatchObject({ state: 'finished', step: 20 })
    expect(summary.thumbnail?.length).toBeGreaterThan(100)
    expect(snapshots).toEqual([0, 10, 20])
    expect(checkpoints.map(({ step }) => step)).toEqual([5, 10, 15, 20])
    const { training, validation } = run.curves()
    expect([...training.step]).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect([...validation.step]).toEqual([5, 10, 15, 20])
    expect(checkpoints.map(({ score }) => score)).toEqual([...(validation.bound ?? [])])
    expect(checkpoints.find(({ best }) => best)?.score).toBe(Math.min(...(validation.bound ?? [])))
    expect(summary.bestScore).toBe(Math.min(...(validation.bound ?? [])))
    const told = worker.events.flatMap((event) => (event.kind === 'metrics' ? event.training : []))
    expect(told.map(({ bound }) => bound)).toEqual([...(training.bound ?? [])])
    expect(run.readSnapshot(20)).toMatchObject({ step: 20, samples: { count: 16, glimpses: 2 } })
  })

  it('goes on exactly as if it had not been killed', async () => {
    const straight = newRun(engine)
    const killed = newRun(engine)
    await start(straight).ended
    const child = trainInChild(trainer.start, killed, library)
    await child.past(12)
    await child.kill()
    expect(openRun(killed.folder).manifest().state).toBe('interrupted')
    expect(await start(killed).ended).toMatchObject({ kind: 'done' })
    expect(losses(killed)).toEqual(losses(straight))
    const shapes = paramShapes(networkOf(straight.manifest().dataset, straight.manifest().settings))
    expect(killed.readCheckpoint(20, shapes).state).toEqual(straight.readCheckpoint(20, shapes).state)
    expect(killed.readSnapshot(20)).toEqual(straight.readSnapshot(20))
  })
})

it('batches of scenes, made by a thread of their own, are those that this thread would make', async () => {
  const settings = { scene: 'pair', sceneSize: 32 } as const
  const fed = newRun('wasm', settings)
  const alone = newRun('wasm', settings)
  expect(await start(fed).ended).toMatchObject({ kind: 'done', result: { state: 'finished', step: 20 } })
  await train({ kind: 'train', run: alone.folder, library }, () => undefined, new Inbox(new EventEmitter()))
  expect(losses(fed)).toEqual(losses(alone))
  expect(fed.readSnapshot(20)).toEqual(alone.readSnapshot(20))
})

it.runIf(process.platform === 'linux' && getPriority() === 0)(
  'threads that yield, and no others, give way to the window',
  async () => {
    // The 19th word of stat, the 17th after the name, which may hold blanks.
    const yielding = () =>
      readdirSync('/proc/self/task').filter(
        (thread) =>
          readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[16] === '5',
      ).length
    const plain = start(newRun())
    await plain.until(isKind('metrics'))
    expect(yielding()).toBe(0)
    await plain.ended
    const worker = start(newRun(), true)
    await worker.until(isKind('metrics'))
    expect(yielding()).toBeGreaterThan(0)
    expect(getPriority()).toBe(0)
    await worker.ended
  },
)

it('a thread that cannot make batches says why', async () => {
  const { dataset, settings } = newRun('wasm', { scene: 'pair', sceneSize: 32 }).manifest()
  const job = { kind: 'feed', library, dataset: { ...dataset, id: 'missing' }, settings } as const
  const feed = feedOf(job, inMemory(new Uint8Array(784), 784), trainer.worker)
  await expect(feed.at(0)).rejects.toThrow('missing is not on this machine')
  await feed.close()
})

describe('what a worker is told', () => {
  it.each(engines)('tells what it does until its first step, in order: %s', async (engine) => {
    const worker = start(newRun(engine, { steps: 2 }))
    await worker.ended
    const told = worker.events.map((event) => (event.kind === 'preparing' ? event.what : event.kind))
    const step = engine === 'tensorflow' ? 'compile' : 'first step'
    const all = ['data', 'engine', step, 'state', step, 'metrics', 'snapshot']
    expect(told.slice(0, all.length)).toEqual(all)
  })

  it.each([true, false])('stop before anything is compiled ends it there; kept: %s', async (keep) => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    worker.send({ kind: 'stop', keep })
    const result = { state: 'stopped', step: 0, kept: keep }
    expect(await worker.ended).toMatchObject({ kind: 'done', result })
    expect(worker.events.some(isState('running'))).toBe(false)
    expect(existsSync(run.folder)).toBe(keep)
    if (keep) expect(run.detail().summary).toMatchObject({ state: 'stopped', step: 0 })
  })

  it('pause idles and keeps a checkpoint, probe still answers, resume goes on', async () => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    await worker.until(isKind('metrics'))
    worker.send({ kind: 'pause' })
    await worker.until(isState('paused'))
    await worker.until(isKind('checkpoint'))
    expect(run.manifest().state).toBe('paused')
    const paused = worker.events.length
    const { user, system } = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const used = process.cpuUsage({ user, system })
    expect(worker.events).toHaveLength(paused)
    expect(used.user + used.system).toBeLessThan(150_000)
    worker.send({ kind: 'probe' })
    await worker.until(isKind('frame'), paused)
    worker.send({ kind: 'resume' })
    await worker.until(isState('running'), paused)
    await worker.until(isKind('metrics'), paused)
    worker.send({ kind: 'stop', keep: true })
    const end = await worker.ended
    expect(end).toMatchObject({ kind: 'done', result: { state: 'stopped', kept: true } })
    const { step } = (end as { result: TrainResult }).result
    expect(run.manifest().state).toBe('stopped')
    expect(run.choose('latest')).toBe(step)
    expect(run.snapshots().at(-1)).toBe(step)
    expect(run.curves().training.step.at(-1)).toBe(step)
  })

  it('a change goes on from there as a resume with it would; log and manifest keep it', async () => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    await worker.until(isKind('metrics'))
    worker.send({ kind: 'pause' })
    await worker.until(isState('paused'))
    await worker.until(isKind('checkpoint'))
    const paused = run.choose('latest')
    const copy = join(root, `run-${count++}`)
    cpSync(run.folder, copy, { recursive: true })
    rmSync(join(copy, 'lock.json'))
    const other = openRun(copy)
    const settings = { learningRate: 0.05, snapshotEvery: 1 }
    worker.send({ kind: 'change', settings })
    expect(await worker.until(isKind('changed'))).toEqual({ kind: 'changed', step: paused, settings })
    expect(run.manifest().settings).toMatchObject(settings)
    const log = readFileSync(join(run.folder, 'metrics.jsonl'), 'utf8').split('\n')
    const { at, ...line } = JSON.parse(log.at(-2) ?? '') as { at: string }
    expect([line, Date.parse(at)]).toEqual([{ changed: paused, ...settings }, expect.any(Number)])
    worker.send({ kind: 'resume' })
    await worker.until((event) => event.kind === 'snapshot' && event.step > paused + 2)
    worker.send({ kind: 'stop', keep: true })
    await worker.ended
    const { step } = run.detail().summary
    expect(run.snapshots().filter((at) => at > paused)).toHaveLength(step - paused)

    other.update({ settings: { ...other.manifest().settings, ...settings } })
    other.extend('latest', step - paused)
    await start(other).ended
    expect(losses(run).training).toEqual(losses(other).training)
  })

  it('checkpoint keeps one for good; stop and discard removes the run', async () => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    await worker.until(isKind('metrics'))
    worker.send({ kind: 'checkpoint' })
    expect(await worker.until(isKind('checkpoint'))).toMatchObject({ checkpoint: { kept: true } })
    worker.send({ kind: 'stop', keep: false })
    expect(await worker.ended).toMatchObject({ result: { state: 'stopped', kept: false } })
    expect(existsSync(run.folder)).toBe(false)
  })

  it('shows frames to whoever watches, from the first step on, one until it was taken', async () => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    const frames = () => worker.events.flatMap((event) => (event.kind === 'frame' ? [event.frame] : []))
    worker.send({ kind: 'watch', on: true })
    await worker.until(isKind('frame'))
    expect(frames()[0]).toMatchObject({ step: 0, reconstructions: { count: 16 }, samples: { count: 16 } })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(frames()).toHaveLength(1)
    worker.send({ kind: 'frame-taken' })
    await worker.until((event) => event.kind === 'frame' && event.frame.step > 0)
    expect(frames()[1]?.targets).toEqual(frames()[0]?.targets)
    worker.send({ kind: 'watch', on: false })
    worker.send({ kind: 'frame-taken' })
    const seen = frames().length
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(frames()).toHaveLength(seen)
    worker.send({ kind: 'stop', keep: false })
    await worker.ended
  })
})

describe('what goes wrong', () => {
  it('a loss that is no number stops the run with the step, and the good checkpoint stays', async () => {
    const run = newRun()
    await start(run).ended
    const { dataset, settings } = run.manifest()
    const shapes = paramShapes(networkOf(dataset, settings))
    const { state, info } = run.readCheckpoint(20, shapes)
    state.params['canvas0']?.fill(-3e38)
    run.writeCheckpoint(state, shapes, info, 5)
    run.extend('latest', 10)
    const end = await start(run).ended
    expect(end).toMatchObject({ kind: 'failed', failure: { step: 21 } })
    const { state: now, failure } = run.manifest()
    expect([now, failure]).toEqual(['failed', (end as { failure: unknown }).failure])
    expect(failure?.message).toMatch(/step 21: the loss became (NaN|Infinity)/)
    expect(failure?.remedy).toMatch(/learning rate \(now 0.001\).*clip \(now 10\).*step 20/)
    expect(run.choose('latest')).toBe(20)
    expect(run.curves().training.bound?.at(-1)).not.toSatisfy(Number.isFinite)
  })

  it('two workers cannot train the same run; the second names the first and changes nothing', async () => {
    const run = newRun('wasm', ENDLESS)
    const first = start(run)
    await first.until(isState('running'))
    const second = await start(run).ended
    expect(second).toMatchObject({ kind: 'failed' })
    expect(JSON.stringify(second)).toContain(`process ${process.pid}`)
    expect(run.manifest().state).toBe('running')
    first.send({ kind: 'stop', keep: false })
    await first.ended
  })

  it('a worker that dies without a word is a crash, and its run can be resumed', async () => {
    const run = newRun('wasm', ENDLESS)
    const worker = start(run)
    await worker.until(isKind('metrics'))
    await worker.terminate()
    await expect(worker.ended).rejects.toThrow(/ended unexpectedly/)
    expect(run.manifest().state).toBe('interrupted')
    expect(run.extend('latest', 3)).toBe(0)
    expect(await start(run).ended).toMatchObject({ result: { state: 'finished', step: 3 } })
    expect([...run.curves().training.step]).toEqual([1, 2, 3])
  })

  it('a data set that is not here is named, with what to do', async () => {
    const run = newRun()
    rmSync(join(library, 'strokes.safetensors'), { force: true })
    const { writeManifest } = await import('../runs/manifest')
    const manifest = run.manifest()
    writeManifest(run.folder, { ...manifest, dataset: { ...manifest.dataset, id: 'nowhere' } })
    const end = await start(run).ended
    expect(end).toMatchObject({
      kind: 'failed',
      failure: { message: expect.stringContaining('nowhere') as string },
    })
    expect(run.manifest().failure?.remedy).toMatch(/Import or download/)
  })
})
