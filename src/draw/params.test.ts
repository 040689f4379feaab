import { describe, expect, it } from 'vitest'
import { initialParams, paramCount } from './params'

const SHAPES = { w: [400, 30], b: [30] }

describe('initialParams', () => {
  it('draws weights from N(0, 1 / fan-in) and leaves vectors at 0', () => {
    const { w, b } = initialParams(SHAPES, 1)
    const mean = (values: Float32Array = new Float32Array()) =>
      values.reduce((a, c) => a + c, 0) / values.length
    expect(mean(w)).toBeCloseTo(0, 2)
    expect(mean(w?.map((value) => value * value)) * 400).toBeCloseTo(1, 1)
    expect(b).toEqual(new Float32Array(30))
  })

  it('is another for another seed or name, and the same for the same', () => {
    const { w } = initialParams(SHAPES, 1)
    expect(initialParams(SHAPES, 1)['w']).toEqual(w)
    expect(initialParams(SHAPES, 2)['w']).not.toEqual(w)
    expect(initialParams({ other: [400, 30] }, 1)['other']).not.toEqual(w)
  })
})

it('paramCount counts all numbers', () => expect(paramCount(SHAPES)).toBe(400 * 30 + 30))
