import { greater, sum, where, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { line } from './testing'
import { traceScan } from './tracedScan'

const shapes = (values: readonly ({ shape: readonly number[] } | undefined)[]) =>
  values.map((value) => value?.shape)

describe.skipIf(bestEngine() !== 'tensorflow')('traceScan', () => {
  beforeAll(() => openEngine('tensorflow'))
  const scan = line(5, 2)

  it('traces each part on its own, with what the parts hand on', () => {
    const { prepare, step, finish, names } = traceScan(scan)
    expect(names).toEqual(['loss', 'average'])
    expect(prepare.args.map(shapes)).toEqual([[[1]]])
    expect(shapes(prepare.results)).toEqual([[1], [2, 1]])
    expect(step.args.map(shapes)).toEqual([[[1]], [[2, 1]], [[2, 1]], [[2, 1]]])
    expect(finish.args.map(shapes)).toEqual([[[1]], [[2, 1]], [[2, 1]], [[5, 2, 1]]])
    expect([prepare, step, finish].flatMap(({ gradients }) => gradients.flat())).toEqual([])
  })

  it('asks for gradients by what is learned and by the state, from the results the loss depends on', () => {
    const last = traceScan(scan, 'loss')
    expect(shapes(last.finish.given)).toEqual([[], undefined])
    expect(last.finish.gradients.map(shapes)).toEqual([[undefined], [], [[2, 1]], [undefined]])
    // So the step's outputs do not count: only its next state does.
    expect(shapes(last.step.given)).toEqual([[2, 1], undefined])
    expect(last.step.gradients.map(shapes)).toEqual([[[1]], [], [], [[2, 1]]])
    expect(last.prepare.gradients.map(shapes)).toEqual([[[1]]])

    const all = traceScan(scan, 'average')
    expect(all.finish.gradients.map(shapes)).toEqual([[undefined], [], [undefined], [[5, 2, 1]]])
    expect(shapes(all.step.given)).toEqual([
      [2, 1],
      [2, 1],
    ])
  })

  it('refuses a model that reads numbers while it is traced, and says what to do instead', () => {
    const step: typeof scan.step = (weights, data, x, before) => {
      const next = scan.step(weights, data, x, before)
      return Number(sum(before as Tensor).dataSync()[0]) > 3 ? { ...next, state: before } : next
    }
    expect(() => traceScan({ ...scan, step })).toThrow(
      'The model reads the numbers of a tensor while it is traced: what it decides by them would be frozen. ' +
        'Compute with tensors instead (where, minimum …).',
    )
    const instead: typeof scan.step = (weights, data, x, before) => {
      const next = scan.step(weights, data, x, before)
      const state = next.state as Tensor
      return { ...next, state: where(greater(sum(before as Tensor), 3), before as Tensor, state) }
    }
    expect(traceScan({ ...scan, step: instead }).step.results).toHaveLength(2)
  })
})
