import { describe, expect, it } from 'vitest'
import type { Portion } from './formats/format'
import { openSpool } from './spool'
import { allOf, greys, refusal, useFolder } from './testing'

const folder = useFolder()
const stream = (portions: readonly Portion[], count?: number) => ({
  count,
  async *read() {
    yield* portions
  },
})
const images = greys(70_000 * 4)
const labels = greys(70_000, 2)
const portion = (begin: number, end: number) => ({
  images: images.subarray(begin * 4, end * 4),
  labels: labels.subarray(begin, end),
})

describe('a spool', () => {
  it('keeps what comes, stream by stream, until it is removed', async () => {
    const spool = await openSpool(folder.path)
    const first = await spool.take(stream([portion(0, 1), portion(1, 60_000)]), 4, {})
    const second = await spool.take(stream([{ images: images.subarray(240_000) }], 10_000), 4, {})
    const [a, b] = [await allOf(first), await allOf(second)]
    expect(Buffer.compare(a.images, images.subarray(0, 240_000))).toBe(0)
    expect(Buffer.compare(a.labels ?? Buffer.of(), labels.subarray(0, 60_000))).toBe(0)
    expect(Buffer.compare(b.images, images.subarray(240_000))).toBe(0)
    expect(b.labels).toBeUndefined()
    expect(folder.entries()).toHaveLength(1)
    await spool.remove()
    expect(folder.entries()).toEqual([])
  })

  it.each([
    [[0, 1], { zero: true, one: true, full: false, other: false }],
    [[0, 255], { zero: true, one: false, full: true, other: false }],
    [[0, 1, 255], { zero: true, one: true, full: true, other: false }],
    [[3], { zero: false, one: false, full: false, other: true }],
  ])('tells which values there are: %j', async (values, expected) => {
    const spool = await openSpool(folder.path)
    await spool.take(stream([{ images: Uint8Array.from(values) }]), 1, {})
    expect(spool.values()).toEqual(expected)
    await spool.remove()
  })

  it('refuses another number of images than was said, and stops when it is cancelled', async () => {
    const spool = await openSpool(folder.path)
    expect(await refusal(spool.take(stream([portion(0, 5)], 6), 4, {}))).toMatch('5 images came, where 6')
    const signal = AbortSignal.abort()
    expect(await refusal(spool.take(stream([portion(0, 5)]), 4, { signal }))).toMatch('Cancelled')
    await spool.remove()
  })
})
