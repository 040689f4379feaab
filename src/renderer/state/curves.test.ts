import { describe, expect, it } from 'vitest'
import type { StepMetrics } from '../../studio/run'
import { emptyCurves } from '../../studio/curves'
import { append, recentPace } from './curves'

const row = (step: number, bound = step): StepMetrics => ({
  step,
  bound,
  lx: bound - 1,
  lz: 1,
  gradNorm: 2,
  imagesPerSecond: 500,
  seconds: step / 4,
})
const measured = (step: number) => ({ step, bound: step, lx: step, lz: 0 })

describe('append', () => {
  it('adds steps to every column', () => {
    const curves = emptyCurves()
    append(curves, [row(1), row(2)], [measured(2)])
    expect([...curves.training.step]).toEqual([1, 2])
    expect([...(curves.training.lx ?? [])]).toEqual([0, 1])
    expect([...curves.validation.step]).toEqual([2])
  })

  it('replaces what is measured anew after a run went on from an earlier checkpoint', () => {
    const curves = emptyCurves()
    append(curves, [row(1), row(2), row(3), row(4)], [measured(2), measured(4)])
    append(curves, [row(3, 30)], [])
    expect([...curves.training.step]).toEqual([1, 2, 3])
    expect([...(curves.training.bound ?? [])]).toEqual([1, 2, 30])
    expect([...curves.validation.step]).toEqual([2])
  })

  it('keeps one validation a step', () => {
    const curves = emptyCurves()
    append(curves, [], [measured(2)])
    append(curves, [], [measured(2)])
    expect([...curves.validation.step]).toEqual([2])
  })
})

describe('recentPace', () => {
  it('is the seconds of a step over the last ones', () => {
    const curves = emptyCurves()
    const early = Array.from({ length: 100 }, (_, i) => ({ ...row(i + 1), seconds: 10 * (i + 1) }))
    const late = Array.from({ length: 60 }, (_, i) => ({ ...row(i + 101), seconds: 1000 + 0.5 * (i + 1) }))
    append(curves, [...early, ...late], [])
    expect(recentPace(curves)).toBeCloseTo(0.5, 12)
  })

  it('is unknown until there are two steps', () => {
    const curves = emptyCurves()
    append(curves, [row(1)], [])
    expect(recentPace(curves)).toBeUndefined()
  })
})
