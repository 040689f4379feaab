import { beforeEach, describe, expect, it, vi } from 'vitest'
import { packed } from '../../snapshots/fixture'
import type { Frame } from '../../studio/drawing'
import { madeFrame, noCurves } from '../testing/drawings'
import { detailOf, fakeStudio, runOf, type FakeStudio } from '../testing/fake-studio'
import { App } from './app.svelte'
import { LiveRun } from './live.svelte'
import { unpack } from './unpack'

const RUN = 'strokes-laptop-1'
const SNAPSHOTS = [0, 100, 200, 400, 800]
let studio: FakeStudio
let live: LiveRun
let waiting: Map<number, (frame: Frame) => void>

async function open(state: 'running' | 'finished', snapshots = SNAPSHOTS): Promise<void> {
  const summary = runOf({ state, step: 800, until: 5000 })
  waiting = new Map()
  studio = fakeStudio({
    runs: () => [summary],
    run: () => ({ ...detailOf(summary), snapshots, snapshotsMade: snapshots.length }),
    curves: noCurves,
    snapshot: ({ step }) => new Promise((resolve) => waiting.set(step, (frame) => resolve(packed(frame)))),
    watch: () => null,
    frameTaken: () => null,
    command: () => null,
    change: () => null,
  })
  live = new LiveRun(await App.open(studio.connection, undefined), RUN)
  void live.open()
  await vi.waitFor(() => expect(waiting.has(800)).toBe(true))
  await answer(800)
}
async function answer(step: number): Promise<void> {
  waiting.get(step)?.(madeFrame(step, { glimpses: 1 }))
  waiting.delete(step)
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  await turn()
  // Snapshots are unpacked one after the other: once this one is, so is that.
  await unpack(packed(madeFrame(0, { glimpses: 1 })))
  await turn()
}
const called = (name: string) => studio.calls.filter((call) => call.name === name).map(({ body }) => body)
const snapshot = (step: number, made: number, removed: number[] = []) =>
  studio.tell({ kind: 'snapshot', run: RUN, step, made, removed })

beforeEach(() => {
  vi.useRealTimers()
})

describe('the slider over training', () => {
  it('shows the last of many places, never one between', async () => {
    await open('finished')
    for (const step of [400, 200, 100]) void live.hold(step)
    expect(live.held).toBe(100)
    await answer(400)
    expect(live.frame?.step).toBe(800)
    await answer(100)
    expect(live.frame?.step).toBe(100)
    expect(called('snapshot')).not.toContainEqual({ run: RUN, step: 200 })
  })

  it('shows at once what it has shown, and what it fetched on the way', async () => {
    await open('finished')
    void live.hold(400)
    await answer(400)
    // Going back, the ones before come next.
    await answer(200)
    void live.hold(200)
    expect(live.frame?.step).toBe(200)
    void live.hold(400)
    expect(live.frame?.step).toBe(400)
  })

  it('goes to the nearest snapshot of any step', async () => {
    await open('finished')
    void live.holdNear(290)
    expect(live.held).toBe(200)
    void live.holdNear(1e6)
    expect(live.held).toBe(800)
  })

  it('moves on when the one it holds gives way to others', async () => {
    await open('running')
    void live.hold(200)
    await answer(200)
    snapshot(1600, 6, [200])
    expect(live.snapshots).toEqual([0, 100, 400, 800, 1600])
    expect([live.made, live.held]).toEqual([6, 100])
  })

  it('forgets pictures that were made anew', async () => {
    await open('finished', [0, 800])
    await answer(0)
    snapshot(800, 2)
    void live.hold(800)
    expect(waiting.has(800)).toBe(true)
  })
})

it('fetches the snapshots before the newest as a run is opened', async () => {
  await open('finished')
  for (const step of [400, 200, 100, 0]) {
    expect([...waiting.keys()]).toEqual([step])
    await answer(step)
  }
  expect([...waiting.keys()]).toEqual([])
})

describe('the rate of drawing', () => {
  const frame = () => studio.tell({ kind: 'frame', run: RUN, frame: madeFrame(900, { glimpses: 1 }) })

  it('slow asks for the next frame after five seconds', async () => {
    await open('running')
    live.draw('slow')
    await vi.waitFor(() => expect(called('frameTaken')).toHaveLength(1))
    vi.useFakeTimers()
    frame()
    await vi.advanceTimersByTimeAsync(4900)
    expect(called('frameTaken')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(called('frameTaken')).toHaveLength(2)
  })

  it('off asks for none and draws none, until it is live again', async () => {
    await open('running')
    live.draw('off')
    await vi.waitFor(() => expect(called('watch').at(-1)).toEqual({ run: null }))
    frame()
    expect(live.frame?.step).toBe(800)
    live.draw('live')
    await vi.waitFor(() => expect(called('watch').at(-1)).toEqual({ run: RUN }))
    frame()
    expect(live.frame?.step).toBe(900)
  })
})

it('changes settings in training, and says from when they count', async () => {
  await open('running')
  void live.change({ learningRate: 5e-4 })
  expect(live.asked).toBe('change')
  expect(called('change')).toEqual([{ run: RUN, settings: { learningRate: 5e-4 } }])
  studio.tell({ kind: 'changed', run: RUN, step: 900, settings: { learningRate: 5e-4 } })
  expect(live.asked).toBeNull()
  expect(live.detail?.manifest.settings.learningRate).toBe(5e-4)
})
