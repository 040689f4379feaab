import {
  add,
  customGrad,
  elu,
  memory,
  mul,
  sigmoid,
  split,
  sum,
  tanh,
  tensor2d,
  tidy,
  valueAndGrads,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fused } from '../../draw/fused'
import { cellOf } from '../../draw/lstm'
import { numbersOf, random } from '../../draw/testing'
import { openEngine } from '../open'

type Cell = (inputs: { gates: Tensor2D; c: Tensor2D }) => [Tensor2D, Tensor2D]

const cell: Cell = ({ gates, c }) => cellOf(gates, c)

beforeAll(() => openEngine('wasm'))

const said: string[] = []
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation((message) => said.push(String(message))))
afterAll(() => void vi.restoreAllMocks())

/** h, the cell and the gradients of both inputs, of a first step's zeros in `c`; the batch tells tests apart. */
function through(formula: Cell, batch: number, kernel?: string): number[][] {
  const before = memory().numTensors
  const results = tidy(() => {
    const inputs = [random([batch, 12], 'gates', 0.01), zeros([batch, 3])] as Tensor2D[]
    let outputs: number[][] = []
    const { grads } = valueAndGrads<Scalar>((...values) => {
      const [gates, c] = values as unknown as [Tensor2D, Tensor2D]
      const [h, next] = kernel ? fused(kernel, { gates, c }, {}, formula) : formula({ gates, c })
      outputs = [h, next].map(numbersOf)
      return add<Scalar>(sum(h), sum(mul(next, 2)))
    })(inputs as Tensor[] as Scalar[])
    return [...outputs, ...grads.map(numbersOf)]
  })
  expect(memory().numTensors).toBe(before)
  return results
}

it('takes the kernel that is the formula', () => {
  const [kernel, formula] = [through(cell, 5, 'DrawLstm'), through(cell, 5)]
  kernel.forEach((values, i) =>
    values.forEach((value, k) => expect(value).toBeCloseTo(formula[i]?.[k] ?? NaN, 6)),
  )
  expect(through(cell, 5, 'DrawLstm')).toEqual(kernel) // not compared again
  expect(said).toEqual([])
})

const CHANGED: Record<string, Cell> = {
  'another activation': ({ gates, c }) => {
    const [i, g, f, o] = split(gates, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D]
    const next: Tensor2D = add(mul(sigmoid(f), c), mul(sigmoid(i), elu(g)))
    return [mul(sigmoid(o), tanh(next)), next]
  },
  'no activation, where the inputs are too small to tell': ({ gates, c }) => {
    const [i, g, f, o] = split(gates, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D]
    const next: Tensor2D = add(mul(sigmoid(f), c), mul(sigmoid(i), g))
    return [mul(sigmoid(o), next), next]
  },
  'another gradient': ({ gates, c }) => {
    const halved = customGrad<Tensor2D>((x) => ({
      value: mul(x as Tensor2D, 1),
      gradFunc: (dy) => mul(dy, 0.5),
    }))
    return cellOf(gates, halved(c))
  },
}

it.each(Object.keys(CHANGED))('refuses the kernel of a formula with %s', (name) => {
  const formula = CHANGED[name] as Cell
  const batch = 7 + Object.keys(CHANGED).indexOf(name)
  expect(through(formula, batch, 'DrawLstm')).toEqual(through(formula, batch))
  expect(through(formula, batch, 'DrawLstm')).toEqual(through(formula, batch))
})

it('refuses the kernel of a formula of a tensor that it is not given, though that is 0 as yet', () => {
  const peephole: Tensor = tensor2d([[0, 0, 0]])
  const formula: Cell = ({ gates, c }) => cellOf(gates, add(c, mul(c, peephole)))
  expect(through(formula, 12, 'DrawLstm')).toEqual(through(formula, 12))
  peephole.dispose()
})

it('refuses a kernel that has other outputs', () => {
  const run = () => fused('DrawLstm', { gates: zeros([13, 12]), c: zeros([13, 3]) }, {}, ({ c }) => [c])
  expect(tidy(() => run().map(({ shape }) => shape))).toEqual([[13, 3]])
})

it('says each reason once', () => {
  expect(said.map((message) => message.split(': ')[1])).toEqual([
    'the kernel computes other numbers',
    'the kernel computes another gradient',
    'the formula uses a tensor that is not among its inputs',
  ])
})
