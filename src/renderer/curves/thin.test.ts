import { describe, expect, it } from 'vitest'
import { firstFrom, nearestTo } from '../state/ascending'
import { Extremes, sampled, thinned } from './thin'

const steps = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1)
const kept = (x: Float64Array, y: Float64Array, edges: Float64Array) => {
  const room = new Int32Array(4 * edges.length + 2)
  return [...room.subarray(0, thinned(x, y, edges, room))]
}
const edgesOf = (from: number, to: number, columns: number) =>
  Float64Array.from({ length: columns + 1 }, (_, i) => from + ((to - from) * i) / columns)

describe('thinned', () => {
  it('keeps few points as they are', () => {
    expect(kept(steps(3), Float64Array.of(5, 6, 4), edgesOf(1, 3, 100))).toEqual([0, 1, 2])
  })

  it('keeps every spike of 100,000 points in at most two a column, in order', () => {
    const y = steps(100_000).map((step) => 100 + Math.sin(step))
    y[12_345] = 5000
    y[76_543] = -5000
    const points = kept(steps(100_000), y, edgesOf(1, 100_000, 400))
    expect(points.length).toBeLessThanOrEqual(800)
    expect(points).toContain(12_345)
    expect(points).toContain(76_543)
    expect(points.every((at, i) => i === 0 || at > (points[i - 1] ?? 0))).toBe(true)
  })

  it('has the extremes of each column, as sorting finds them', () => {
    const x = steps(5000)
    const y = x.map((step) => Math.sin(step * step))
    const edges = edgesOf(1001, 3001, 40)
    const points = new Set(kept(x, y, edges))
    for (let c = 0; c < 40; c++) {
      const column = [...x.keys()].filter((i) => {
        const at = x[i] ?? 0
        return at >= (edges[c] ?? 0) && (c === 39 ? at <= 3001 : at < (edges[c + 1] ?? 0))
      })
      const sorted = column.sort((a, b) => (y[a] ?? 0) - (y[b] ?? 0))
      expect(points.has(sorted[0] ?? -1) && points.has(sorted.at(-1) ?? -1)).toBe(true)
    }
  })

  it('keeps one that is no number in its column, and the neighbours outside', () => {
    const y = new Float64Array(10_000).fill(1)
    y[5000] = NaN
    y[6000] = Infinity
    const points = kept(steps(10_000), y, edgesOf(4001, 7000, 30))
    expect(points).toContain(5000)
    expect(points).toContain(6000)
    expect([points[0], points.at(-1)]).toEqual([3999, 7000])
  })

  it('of nothing is nothing, and beside all of it its end', () => {
    expect(kept(steps(0), steps(0), edgesOf(0, 1, 10))).toEqual([])
    expect(kept(steps(5), steps(5), edgesOf(10, 20, 10))).toEqual([4])
  })
})

describe('Extremes', () => {
  it('are those of the slice, whole blocks or not', () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i * 1.7) * i)
    values[700] = NaN
    const extremes = new Extremes(values)
    for (const [from, to] of [
      [0, 3000],
      [1, 2],
      [255, 257],
      [300, 1500],
      [256, 512],
    ] as const) {
      const slice = [...values.subarray(from, to)].filter(Number.isFinite)
      expect(extremes.between(from, to)).toEqual({ min: Math.min(...slice), max: Math.max(...slice) })
      const positive = slice.filter((value) => value > 0)
      expect(extremes.between(from, to, true).min).toBe(Math.min(...positive, Infinity))
    }
  })
})

it('the nearest of ascending numbers is found from either side', () => {
  const values = Float64Array.of(1, 4, 9)
  expect([0, 2, 3, 6, 7, 99].map((value) => nearestTo(values, value))).toEqual([0, 0, 1, 1, 2, 2])
  expect(nearestTo(values.subarray(0, 0), 1)).toBe(-1)
  expect([0, 1, 2, 9, 10].map((least) => firstFrom(values, least))).toEqual([0, 0, 1, 2, 3])
})

it('a smooth curve is sampled once a column, with its first and last', () => {
  const room = new Int32Array(500)
  const x = steps(10_000)
  const points = [...room.subarray(0, sampled(x, edgesOf(1, 10_000, 100), room))]
  expect(points.length).toBeLessThanOrEqual(102)
  expect([points[0], points.at(-1)]).toEqual([0, 9999])
  const part = [...room.subarray(0, sampled(x, edgesOf(2000, 4000, 50), room))]
  expect([part[0], part.at(-1)]).toEqual([1998, 4000])
  expect(part.every((at, i) => i === 0 || at > (part[i - 1] ?? 0))).toBe(true)
})
