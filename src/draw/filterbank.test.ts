import { sum, tensor1d, tensor2d, zeros, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../engine/testing'
import { numbersOf } from './testing'
import { centres, filterbank, filterbanks, windowOf, type Window } from './filterbank'
import { linearOf } from './linear'

beforeAll(() => openTestEngine())

const column = (value: number): Tensor2D => tensor2d([value], [1, 1])
/** The window of heads that answer `outputs` = (g̃_X, g̃_Y, log σ², log δ̃, log γ). */
const windowFrom = (outputs: number[], size: { height: number; width: number }, n: number): Window =>
  windowOf(
    zeros([1, 2]) as Tensor2D,
    linearOf(zeros([2, 5]) as Tensor2D, tensor1d(outputs) as Tensor1D),
    size,
    n,
  )
const first = (tensor: Parameters<typeof numbersOf>[0]): number => numbersOf(tensor)[0] ?? NaN

describe('windowOf', () => {
  it('answers zeros with a centred grid over the whole image, exactly', () => {
    for (const [height, width, n] of [
      [28, 28, 5],
      [20, 13, 4],
      [13, 20, 2],
    ] as const) {
      const window = windowFrom([0, 0, 0, 0, 0], { height, width }, n)
      expect(first(window.gX)).toBe((width + 1) / 2)
      expect(first(window.gY)).toBe((height + 1) / 2)
      expect(first(window.variance)).toBe(1)
      expect(first(window.intensity)).toBe(1)
      const longer = numbersOf(centres(width > height ? window.gX : window.gY, window.stride, n))
      expect(longer[0]).toBeCloseTo(1, 5)
      expect(longer.at(-1)).toBeCloseTo(Math.max(height, width), 5)
    }
  })

  it('follows eqs. 22–24 elsewhere', () => {
    const window = windowFrom([0.5, -0.25, 0.7, -1.2, 0.4], { height: 20, width: 13 }, 4)
    expect(first(window.gX)).toBeCloseTo((14 / 2) * 1.5, 4)
    expect(first(window.gY)).toBeCloseTo((21 / 2) * 0.75, 4)
    expect(first(window.variance)).toBeCloseTo(Math.exp(0.7), 5)
    expect(first(window.stride)).toBeCloseTo((19 / 3) * Math.exp(-1.2), 5)
    expect(first(window.intensity)).toBeCloseTo(Math.exp(0.4), 5)
  })

  it('has a finite stride for N = 1', () => {
    const window = windowFrom([0, 0, 0, 0, 0], { height: 8, width: 9 }, 1)
    expect(first(window.stride)).toBe(8)
    expect(numbersOf(centres(window.gX, window.stride, 1))).toEqual([5])
  })

  it('stays finite, with rows that sum to 1, whatever the network asks for', () => {
    for (const wild of [1e4, -1e4, 88, -88]) {
      const size = { height: 20, width: 13 }
      const window = windowFrom([0, 0, wild, wild, wild], size, 3)
      const { x, y } = filterbanks(window, size, 3)
      for (const bank of [x, y]) expect(numbersOf(bank).every(Number.isFinite)).toBe(true)
      expect(numbersOf(sum(x, 2)).every((total) => Math.abs(total - 1) < 1e-5)).toBe(true)
      expect(Number.isFinite(1 / first(window.intensity))).toBe(true)
    }
  })
})

describe('centres', () => {
  it('lie at g + (i − N/2 − 0.5) δ, i counted from 1: symmetric about g', () => {
    expect(numbersOf(centres(column(10), column(2), 4))).toEqual([7, 9, 11, 13])
    expect(numbersOf(centres(column(10), column(2), 3))).toEqual([8, 10, 12])
  })
})

describe('filterbank', () => {
  it('is the normalised Gaussian of eqs. 25 and 26 over pixels counted from 1', () => {
    const [mu, variance, size] = [3.3, 1.7, 9]
    const raw = Array.from({ length: size }, (_, a) => Math.exp(-((a + 1 - mu) ** 2) / (2 * variance)))
    const sum = raw.reduce((a, b) => a + b, 0)
    const bank = numbersOf(filterbank(column(mu), column(variance), size))
    raw.forEach((value, a) => expect(bank[a]).toBeCloseTo(value / sum, 6))
  })

  it('sees exactly pixel k when centred on k with a small σ', () => {
    const bank = numbersOf(filterbank(column(4), column(1e-3), 6))
    expect(bank.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0, 0, 1, 0, 0])
  })

  it.each([1e-8, 1e-4, 1, 1e4])('has rows that sum to 1 for σ² = %s, inside the image or out', (variance) => {
    for (const mu of [-300, 0.5, 3.5, 40]) {
      const sum = numbersOf(filterbank(column(mu), column(variance), 6)).reduce((a, b) => a + b, 0)
      expect(sum).toBeCloseTo(1, 6)
    }
  })
})

describe('filterbanks', () => {
  it('takes F_Y from g_Y and the rows, F_X from g_X and the columns', () => {
    const window: Window = {
      gX: column(12),
      gY: column(3),
      stride: column(1),
      variance: column(0.01),
      intensity: column(1),
    }
    const { x, y } = filterbanks(window, { height: 5, width: 15 }, 1)
    expect([x.shape, y.shape]).toEqual([
      [1, 1, 15],
      [1, 1, 5],
    ])
    expect(numbersOf(x).indexOf(Math.max(...numbersOf(x)))).toBe(11)
    expect(numbersOf(y).indexOf(Math.max(...numbersOf(y)))).toBe(2)
  })
})
