import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Evaluation } from '../studio/run'
import { addEvaluation, readEvaluations } from './evaluations'
import { temporaryFolder } from './fixture'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const evaluation = (step: number, error: number): Evaluation => ({
  step,
  split: 'test',
  images: 4,
  variant: 'grey pixels',
  seed: 1,
  created: '2026-11-21T12:00:00.000Z',
  result: {
    task: 'classify',
    loss: 1,
    error,
    errorPerGlimpse: [0.5, error],
    confusion: [
      [2, 0],
      [1, 1],
    ],
  },
})

it('keeps evaluations, a newer one in the place of the older of the same images', () => {
  expect(readEvaluations(folder)).toEqual([])
  addEvaluation(folder, evaluation(5, 0.25))
  addEvaluation(folder, evaluation(9, 0.5))
  addEvaluation(folder, evaluation(5, 0.75))
  expect(readEvaluations(folder)).toEqual([evaluation(9, 0.5), evaluation(5, 0.75)])
})

it('names a damaged file, and loses nothing of it', () => {
  const file = join(folder, 'evaluations.json')
  writeFileSync(file, '[{"step": 1')
  expect(() => addEvaluation(folder, evaluation(5, 0.25))).toThrow(/evaluations\.json is damaged/)
  expect(readFileSync(file, 'utf8')).toBe('[{"step": 1')
})
