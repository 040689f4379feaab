import { describe, expect, it } from 'vitest'
import { cornerOf, inBoxes, layOut, type Cells } from './layout'

const cells = (change: Partial<Cells> = {}): Cells => ({
  count: 16,
  width: 28,
  height: 28,
  images: 1,
  seam: 1,
  gap: 4,
  caption: 0,
  leastWide: 0,
  leastScale: 1,
  ...change,
})

describe('layOut', () => {
  it('takes the largest whole scale that fits', () => {
    // 4 × 4 cells of 28 · 4 pixels and 3 gaps of 4 need 460; one pixel less, and only 3 pass.
    expect(layOut({ wide: 460, tall: 460 }, cells())).toMatchObject({
      scale: 4,
      columns: 4,
      rows: 4,
      left: 0,
    })
    expect(layOut({ wide: 459, tall: 460 }, cells()).scale).toBe(3)
  })

  it('lets no cell leave the room while anything fits', () => {
    for (const [wide, tall] of [
      [700, 200],
      [333, 777],
      [1900, 1000],
    ] as const)
      for (const count of [1, 7, 16]) {
        const layout = layOut({ wide, tall }, cells({ count, height: 20, caption: 6, images: 2 }))
        const last = Array.from({ length: count }, (_, i) => cornerOf(layout, i))
        expect(Math.max(...last.map(({ x }) => x)) + layout.wide).toBeLessThanOrEqual(wide)
        expect(Math.max(...last.map(({ y }) => y)) + layout.tall + 6).toBeLessThanOrEqual(tall)
        expect(layout.wide).toBe(2 * 28 * layout.scale + 1)
      }
  })

  it('leaves no places empty if it can', () => {
    const { columns, rows } = layOut({ wide: 300, tall: 300 }, cells({ width: 8, height: 8 }))
    expect([columns, rows]).toEqual([4, 4])
  })

  it('keeps room for captions wider than the images, within the room', () => {
    const { scale, columns, across, left, wide } = layOut({ wide: 512, tall: 200 }, cells({ leastWide: 80 }))
    // Three rows at scale 2; 6 of 80 + 4 need 500 of 512, 7 would need 584. What is left is shared out.
    expect({ scale, columns, across }).toEqual({ scale: 2, columns: 6, across: 86 })
    expect(left).toBe(Math.floor((512 - (5 * 86 + wide)) / 2))
  })

  it('keeps the least scale and grows higher than the room instead', () => {
    const layout = layOut({ wide: 300, tall: 100 }, cells({ count: 100, leastScale: 2 }))
    expect(layout.scale).toBe(2)
    expect(layout.columns).toBe(5)
    expect(layout.height).toBe(20 * 60 - 4)
  })

  it('lays the same cells out alike in the room it asked for', () => {
    const wanted = cells({ count: 100, leastScale: 2, caption: 18, images: 2 })
    const first = layOut({ wide: 700, tall: 400 }, wanted)
    expect(layOut({ wide: 700, tall: first.height }, wanted)).toMatchObject({
      scale: first.scale,
      height: first.height,
    })
  })
})

describe('inBoxes', () => {
  it('has the same columns and steps for images of any size that fits', () => {
    // 4 boxes and 3 gaps of 4 in 320 leave 77 a box: 28 fits twice, 60 once, 100 not at all.
    const of = (size: number) => inBoxes({ wide: 400, tall: 320 }, cells({ width: size, height: size }), 4)
    expect(of(28)).toMatchObject({ scale: 2, columns: 4, across: 81, down: 81, wide: 56, left: 50 })
    expect(of(60)).toMatchObject({ scale: 1, columns: 4, across: 81, down: 81, wide: 60, left: 48 })
    expect(of(100)).toMatchObject({ scale: 1, across: 104, down: 104, left: 0, height: 412 })
  })
})
