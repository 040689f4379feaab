import { describe, expect, it } from 'vitest'
import type { Drawing } from '../../studio/drawing'
import { borderOf, patchesOf, squareOf, windowAt } from './window'

const window = (change: Partial<Record<'gX' | 'gY' | 'delta' | 'sigma', number>> = {}) => ({
  gX: 14.5,
  gY: 14.5,
  delta: 2,
  sigma: 1,
  gamma: 1,
  ...change,
})

describe('squareOf', () => {
  it('spans the outermost filter centres of eqs. 19 and 20', () => {
    const n = 5
    const { left, top, side } = squareOf(window({ gX: 10, gY: 20, delta: 1.5 }), n)
    const centre = (g: number, i: number) => g + (i - n / 2 - 0.5) * 1.5
    // Pixel 1 reaches from 0 to 1, so a centre at pixel p lies at p − 0.5.
    expect(left).toBeCloseTo(centre(10, 1) - 0.5, 12)
    expect(left + side).toBeCloseTo(centre(10, n) - 0.5, 12)
    expect(top).toBeCloseTo(centre(20, 1) - 0.5, 12)
  })

  it('joins the outermost pixel centres for zero outputs, whatever the shape of the image', () => {
    // eqs. 22–24 with g̃ = 0, δ̃ = 1: g = (A + 1) / 2, δ = (max(A, B) − 1) / (N − 1).
    const [width, height, n] = [40, 20, 4]
    const square = squareOf(
      window({ gX: (width + 1) / 2, gY: (height + 1) / 2, delta: (width - 1) / (n - 1) }),
      n,
    )
    expect(square.left).toBeCloseTo(0.5, 12)
    expect(square.side).toBeCloseTo(width - 1, 12)
    expect(square.top + square.side / 2).toBeCloseTo(height / 2, 12)
  })

  it('is δ wide when N is 1', () => {
    expect(squareOf(window({ delta: 3 }), 1)).toEqual({ left: 12.5, top: 12.5, side: 3 })
  })

  it('stays large enough to be seen', () => {
    expect(squareOf(window({ delta: 1e-6 }), 5).side).toBe(1)
  })
})

describe('borderOf', () => {
  it('grows with σ, and not without end', () => {
    expect(borderOf(window({ sigma: 2 }))).toBe(2 * borderOf(window({ sigma: 1 })))
    expect(borderOf(window({ sigma: 1000 }))).toBeLessThan(5)
  })
})

describe('windowAt', () => {
  const drawing: Drawing = {
    count: 2,
    glimpses: 3,
    channels: 3,
    height: 4,
    width: 4,
    canvases: new Uint8Array(2 * 3 * 3 * 16),
    write: Float32Array.from({ length: 2 * 3 * 5 }, (_, i) => i),
    writePatches: new Uint8Array(2 * 3 * 3 * 4),
  }

  it('takes the five numbers of an image and a glimpse', () => {
    expect(windowAt(drawing, 'write', 1, 2)).toEqual({ gX: 20, gY: 21, delta: 22, sigma: 23, gamma: 24 })
  })

  it('is undefined where nothing is read', () => {
    expect(windowAt(drawing, 'read', 1, 2)).toBeUndefined()
  })

  it('knows N from the patches, in colour too', () => {
    expect(patchesOf(drawing, 'write')).toEqual({ patches: drawing.writePatches, n: 2 })
    expect(patchesOf(drawing, 'read')).toBeUndefined()
  })
})
