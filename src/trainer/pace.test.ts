import { expect, it } from 'vitest'
import { Pace } from './pace'

/** Sends every frame that is due over `duration` ms of steps of `step` ms, each frame costing `cost` ms. */
function frames(pace: Pace, { duration, step, cost }: { duration: number; step: number; cost: number }) {
  const sent: number[] = []
  let now = 0
  for (let n = 0; now < duration; n++) {
    if (pace.due(n, now)) {
      sent.push(now)
      pace.sent(n, now, now + cost)
      pace.frameTaken()
      now += cost
    }
    now += step
  }
  return sent
}

it('makes no frames for nobody', () => {
  expect(frames(new Pace(), { duration: 10_000, step: 10, cost: 1 })).toEqual([])
})

it('sends the first two at once, then at most ten a second', () => {
  const pace = new Pace()
  pace.watch(true)
  const sent = frames(pace, { duration: 10_000, step: 10, cost: 1 })
  expect(sent.slice(0, 2)).toEqual([0, 11])
  expect(sent.length).toBeGreaterThan(80)
  expect(sent.slice(2).every((time, i) => time - (sent[i + 1] as number) >= 100)).toBe(true)
})

it('takes at most a hundredth of the time when frames are dear', () => {
  const pace = new Pace()
  pace.watch(true)
  const cost = 200
  const duration = 500_000
  const spent = (frames(pace, { duration, step: 10, cost }).length - 1) * cost
  expect(spent / duration).toBeLessThanOrEqual(0.01)
  expect(spent / duration).toBeGreaterThan(0.009)
})

it('is not held up by one slow frame, but by two', () => {
  const pace = new Pace()
  pace.watch(true)
  let now = 0
  /** Sends a frame. @returns how long until the next, ms */
  const pauseAfter = (cost: number) => {
    pace.sent(now, now, now + cost)
    pace.frameTaken()
    now += cost
    let pause = 0
    while (!pace.due(now, now + pause)) pause++
    return pause
  }
  pace.sent(-2, 0, 1000)
  pace.sent(-1, 0, 30)
  expect([30, 1500, 30].map(pauseAfter)).toEqual([2970, 2970, 2970])
  expect([1500, 1500].map(pauseAfter)).toEqual([2970, 148_500])
})

it('waits until the last frame was taken, but not when probed', () => {
  const pace = new Pace()
  pace.watch(true)
  pace.sent(0, 0, 1)
  expect(pace.due(1, 1e6)).toBe(false)
  pace.probe()
  expect(pace.due(1, 1)).toBe(true)
  pace.sent(1, 1, 2)
  expect(pace.due(1, 1e6)).toBe(false)
  pace.frameTaken()
  expect(pace.due(2, 1e6)).toBe(true)
})

it('does not show the same step twice, except to who has just come', () => {
  const pace = new Pace()
  pace.watch(true)
  pace.sent(7, 0, 1)
  pace.frameTaken()
  expect(pace.due(7, 1e6)).toBe(false)
  pace.watch(false)
  pace.watch(true)
  expect(pace.due(7, 1e6)).toBe(true)
})
