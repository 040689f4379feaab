import { describe, expect, it } from 'vitest'
import type { Frame } from '../../studio/drawing'
import { Frames } from './frames'

const BYTES = 1000
const frameOf = (step: number): Frame => {
  const drawing = { count: 1, glimpses: 1, channels: 1, height: 1, width: 1, canvases: new Uint8Array(0) }
  return { step, reconstructions: drawing, samples: drawing, targets: new Uint8Array(BYTES) }
}
/** What is asked for is answered when the test says so. */
function studio() {
  const asked: number[] = []
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const fetch = (step: number) =>
    new Promise<Frame>((resolve, reject) => {
      asked.push(step)
      waiting.set(step, { resolve: () => resolve(frameOf(step)), reject })
    })
  const answer = async (step: number) => {
    waiting.get(step)?.resolve()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { asked, waiting, fetch, answer }
}

describe('Frames', () => {
  it('fetches a frame once', async () => {
    const { asked, fetch, answer } = studio()
    const frames = new Frames(fetch)
    const brought = frames.bring(5)
    await answer(5)
    expect((await brought)?.step).toBe(5)
    expect((await frames.bring(5))?.step).toBe(5)
    expect(frames.peek(5)?.step).toBe(5)
    expect(asked).toEqual([5])
  })

  it('brings the newest of many wanted, and none between', async () => {
    const { asked, fetch, answer } = studio()
    const frames = new Frames(fetch)
    const all = [1, 2, 3, 4].map((step) => frames.bring(step))
    await answer(1)
    await answer(4)
    expect((await Promise.all(all)).map((frame) => frame?.step)).toEqual([undefined, undefined, undefined, 4])
    expect(asked).toEqual([1, 4])
    expect(frames.peek(1)?.step).toBe(1)
  })

  it('fetches what comes next, until something is wanted', async () => {
    const { asked, fetch, answer } = studio()
    const frames = new Frames(fetch)
    void frames.prepare([2, 3, 4, 5, 6, 7])
    await answer(2)
    expect(asked).toEqual([2, 3])
    const wanted = frames.bring(9)
    await answer(3)
    expect(asked).toEqual([2, 3, 9])
    await answer(9)
    expect((await wanted)?.step).toBe(9)
    expect(asked).toEqual([2, 3, 9])
  })

  it('keeps those seen lately within its room', async () => {
    const frames = new Frames((step) => Promise.resolve(frameOf(step)), 3.5 * BYTES)
    for (const step of [1, 2, 3]) await frames.bring(step)
    frames.peek(1)
    await frames.bring(4)
    expect([1, 2, 3, 4].filter((step) => frames.peek(step))).toEqual([1, 3, 4])
  })

  it('forgets what was made anew', async () => {
    const frames = new Frames((step) => Promise.resolve(frameOf(step)))
    for (const step of [1, 2, 3]) await frames.bring(step)
    frames.forget(2)
    expect([1, 2, 3].filter((step) => frames.peek(step))).toEqual([1])
  })

  it('says why one cannot be had, to whoever wants it, and goes on', async () => {
    const { waiting, fetch, answer } = studio()
    const frames = new Frames(fetch)
    const first = frames.bring(1)
    waiting.get(1)?.reject(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    const second = frames.bring(2)
    await answer(2)
    expect((await second)?.step).toBe(2)
  })
})
