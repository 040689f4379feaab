import { describe, expect, it } from 'vitest'
import { StudioError } from '../studio/api'
import { batches as batchesOf } from './batches'
import type { ImageSet } from './dataset'
import { inMemory } from './imageSets'
import { DEFAULTS, type Settings } from '../studio/settings'
import { greys } from './testing'
import { viewOf } from './view'

/** Images of 3 pixels that say which they are. */
const named = (count: number) =>
  inMemory(
    Uint8Array.from({ length: count * 3 }, (_, i) => [Math.floor(i / 3), 7, 200][i % 3] as number),
    3,
  )
const namesIn = (x: Float32Array) =>
  Array.from({ length: x.length / 3 }, (_, b) => Math.round((x[3 * b] as number) * 255))
const batches = (set: ImageSet, options: Pick<Settings, 'pixels' | 'batch' | 'seed'>) =>
  batchesOf(viewOf(set, { channels: 1, height: 1, width: set.size }, { ...DEFAULTS, ...options }), options)
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const grey = inMemory(greys(40 * 100), 100)
/** Each of `items` in turn. */
async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = []
  for (const item of items) done.push(await work(item))
  return done
}

describe('batches', () => {
  it('shows every image once an epoch, each epoch in an order of its own', async () => {
    const { at, stepsPerEpoch } = batches(named(20), { pixels: 'grey', batch: 5, seed: 3 })
    expect(stepsPerEpoch).toBe(4)
    const orders = await inTurn([0, 1], async (epoch) =>
      (await inTurn(range(4), (step) => at(4 * epoch + step))).flatMap(({ x }) => namesIn(x)),
    )
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(range(20))
    expect(orders[0]).not.toEqual(range(20))
    expect(orders[0]).not.toEqual(orders[1])
    expect((await inTurn(range(9), at)).map(({ epoch }) => epoch)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2])
  })

  it('leaves a partial batch out, other images each epoch', async () => {
    const { at, stepsPerEpoch } = batches(named(7), { pixels: 'grey', batch: 3, seed: 1 })
    expect(stepsPerEpoch).toBe(2)
    const left = await inTurn(range(20), async (epoch) => {
      const steps = await inTurn([0, 1], (step) => at(2 * epoch + step))
      const shown = new Set(steps.flatMap(({ x }) => namesIn(x)))
      expect(shown.size).toBe(6)
      return range(7).find((name) => !shown.has(name))
    })
    expect(new Set(left).size).toBeGreaterThan(3)
  })

  it('goes through a set smaller than a batch again, all images equally often', async () => {
    const { at } = batches(named(3), { pixels: 'grey', batch: 5, seed: 1 })
    const names = (await inTurn(range(3), at)).flatMap(({ x }) => namesIn(x))
    expect([...names].sort()).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
    expect((await inTurn(range(3), at)).map(({ epoch }) => epoch)).toEqual([0, 1, 3])
  })

  it('is a function of seed and step alone, in whatever order steps are asked for', async () => {
    const options = { pixels: 'dynamic', batch: 8, seed: 5 } as const
    const first = batches(grey, options)
    const straight = await inTurn(range(12), first.at)
    const again = batches(grey, options)
    for (const step of [11, 3, 7, 0]) expect(await again.at(step)).toEqual(straight[step])
    expect(await batches(grey, { ...options, seed: 6 }).at(0)).not.toEqual(straight[0])
  })

  it('reads the images of the next step while the one asked for is made, and no others', async () => {
    const asked: number[] = []
    const set = {
      ...named(20),
      take: (places: ArrayLike<number>) => (asked.push(places[0] ?? 0), named(20).take(places)),
    }
    const { at } = batches(set, { pixels: 'grey', batch: 5, seed: 1 })
    const shown = []
    for (const step of range(6)) {
      shown.push(namesIn((await at(step)).x)[0])
      expect(asked).toHaveLength(step + 2)
    }
    expect(asked.slice(0, 6)).toEqual(shown)
  })

  it('meets an error of reading at the step it is of', async () => {
    let takes = 0
    const set = {
      ...named(20),
      take: async (places: ArrayLike<number>) => {
        if (++takes === 2) throw new StudioError('the disk is gone')
        return named(20).take(places)
      },
    }
    const { at } = batches(set, { pixels: 'grey', batch: 5, seed: 1 })
    expect((await at(0)).epoch).toBe(0)
    await expect(at(1)).rejects.toThrow('the disk is gone')
  })

  it('draws dynamic pixels 0 or 1, each as often as it is grey, anew at every step', async () => {
    const set = inMemory(new Uint8Array([0, 51, 128, 204, 255]), 5)
    const { at } = batches(set, { pixels: 'dynamic', batch: 1, seed: 1 })
    const steps = 4000
    const sum = new Float64Array(5)
    for (let step = 0; step < steps; step++)
      (await at(step)).x.forEach((value, i) => {
        expect(value === 0 || value === 1).toBe(true)
        sum[i] = (sum[i] as number) + value
      })
    expect(sum[0]).toBe(0)
    expect(sum[4]).toBe(steps)
    // Four standard errors of a Bernoulli mean: 4 · √(p(1 − p)/n) ≤ 0.032
    for (const [i, p] of [
      [1, 0.2],
      [2, 128 / 255],
      [3, 0.8],
    ] as const)
      expect(Math.abs((sum[i] as number) / steps - p)).toBeLessThan(0.032)
  })

  it('draws copies of one image in a batch apart', async () => {
    const set = inMemory(new Uint8Array(64).fill(128), 64)
    const { x } = await batches(set, { pixels: 'dynamic', batch: 2, seed: 1 }).at(0)
    expect(x.subarray(0, 64)).not.toEqual(x.subarray(64))
  })

  it('gives grey values as they are, and static ones as 0 and 1', async () => {
    const values = inMemory(new Uint8Array([0, 51, 255]), 3)
    expect([...(await batches(values, { pixels: 'grey', batch: 1, seed: 1 }).at(0)).x]).toEqual([
      0,
      Math.fround(0.2),
      1,
    ])
    const bits = inMemory(new Uint8Array([0, 255, 0]), 3)
    expect([...(await batches(bits, { pixels: 'static', batch: 1, seed: 1 }).at(0)).x]).toEqual([0, 1, 0])
  })

  it('does not call grey images binarized', async () => {
    await expect(batches(grey, { pixels: 'static', batch: 4, seed: 1 }).at(0)).rejects.toThrow(StudioError)
  })
})
