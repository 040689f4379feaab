import {
  add,
  concat,
  exp,
  matMul,
  mul,
  reshape,
  sigmoid,
  sum,
  tile,
  type Tensor,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { bodyOf, type Body, type PassedBody } from './body'
import { dependsOn, nodesOf, pairs, substitute, type Type, type Value } from './graph'
import { tracePart, type Part } from './part'
import { evaluate, floats } from './testing'

const type = (...shape: number[]): Type => ({ shape, dtype: 'float32' })
const numbers = (shape: number[], seed: number): Value =>
  floats(shape, ...Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(seed + i)))

/** Something for every pass: joined inputs, small products, numbers element by element, a part nobody uses. */
function traced(): Part {
  const f = ([w]: Tensor[] = [], [d]: Tensor[] = [], [x]: Tensor[] = [], [s]: Tensor[] = []) => {
    const state = matMul(concat([d as Tensor, x as Tensor, s as Tensor], 1), w as Tensor)
    const cubes = sigmoid(reshape(state, [2, 2, 1, 2]))
    const small = matMul(reshape(cubes, [2, 2, 2]), exp(reshape(x as Tensor, [2, 2, 1])))
    return [state, sum(mul(small, add(small, 1))), tile(x as Tensor, [2, 1])]
  }
  const groups = [[type(9, 4)], [type(2, 3)], [type(2, 2)], [type(2, 4)]]
  const results = [
    { ...type(2, 4), counts: true },
    { ...type(), counts: true },
    { ...type(4, 2), counts: false },
  ]
  return tracePart(groups, f, { by: [0, 3], results })
}

describe.skipIf(bestEngine() !== 'tensorflow')('bodyOf', () => {
  beforeAll(() => openEngine('tensorflow'))

  const [w, d] = [numbers([9, 4], 1), numbers([2, 3], 2)]
  const all = ({ next, outputs, dWeights, dState }: Body) =>
    [...next, ...outputs, ...dWeights, ...dState] as Value[]
  const opsOf = (body: Body) => nodesOf(all(body)).map(({ op }) => op)

  it('takes the step apart, with weights and data in their places', () => {
    const step = traced()
    const body = bodyOf(step, [w, numbers([2, 4], 9)], [d], true)
    expect(
      [body.next, body.outputs, body.dNext, body.dOutputs, body.dWeights, body.dState].map((values) =>
        values.map((value) => value?.shape),
      ),
    ).toEqual([[[2, 4]], [[], [4, 2]], [[2, 4]], [[], undefined], [[9, 4]], [[2, 4]]])
    const open = dependsOn(step.args.slice(0, 2).flat())
    expect(all(body).some(open)).toBe(false)
  })

  it.each([true, false])('computes what was traced, for XLA: %s', (xla) => {
    const step = traced()
    const body = bodyOf(step, [w], [d], xla)
    const given = [...body.dNext, ...body.dOutputs].filter((value) => value !== undefined)
    const at = pairs(
      [...body.inputs, ...body.state, ...given],
      [numbers([2, 2], 3), numbers([2, 4], 4), numbers([2, 4], 5), floats([], 0.7)],
    )
    const plain = [...step.results, ...(step.gradients[0] ?? []), ...(step.gradients[3] ?? [])] as Value[]
    const whole = new Map([...at, ...pairs(step.args.flat().slice(0, 2), [w, d])])
    const expected = evaluate(...substitute(plain, whole))
    evaluate(...substitute(all(body), at)).forEach((ours, i) =>
      ours.forEach((value, j) => expect(value, `${i}, ${j}`).toBeCloseTo(expected[i]?.[j] ?? NaN, 5)),
    )
  })

  it('multiplies once what no step changes, and makes for XLA what XLA does well', () => {
    const still = (body: Body) => {
      const varies = dependsOn(
        [...body.inputs, ...body.state, ...body.dNext, ...body.dOutputs].filter(Boolean) as Value[],
      )
      return nodesOf(body.next).filter(({ op, outputs }) => op === 'MatMul' && !outputs.some(varies)).length
    }
    const [forXla, plain] = [true, false].map((xla) => bodyOf(traced(), [w], [d], xla)) as [
      PassedBody,
      PassedBody,
    ]
    expect([forXla, plain].map(still)).toEqual([1, 1])
    const small = (body: Body) =>
      nodesOf(all(body)).filter(({ op, outputs }) => op === 'BatchMatMulV2' && outputs[0]?.shape.length === 3)
        .length
    expect(small(plain)).toBeGreaterThan(0)
    expect(small(forXla)).toBe(0)
    const sigmoids = (body: Body) =>
      nodesOf(all(body)).flatMap(({ op, outputs }) => (op === 'Sigmoid' ? [outputs[0]?.shape] : []))
    expect(sigmoids(plain)).toEqual([[2, 2, 1, 2]])
    expect(sigmoids(forXla)).toEqual([[2, 4]])
    expect(opsOf(forXla)).not.toContain('Identity')
  })

  it('carries images with the batch last where XLA filters them', () => {
    const filtering = ([w]: Tensor[] = [], [d]: Tensor[] = [], [x]: Tensor[] = [], [s]: Tensor[] = []) => {
      const filtered = matMul(reshape(x as Tensor, [16, 1, 3]), s as Tensor)
      return [mul(s as Tensor, add(mul(filtered, w as Tensor), d as Tensor))]
    }
    const groups = [[type(2)], [type(2)], [type(16, 3)], [type(16, 3, 2)]]
    const step = tracePart(groups, filtering, { by: [0, 3], results: [{ ...type(16, 3, 2), counts: true }] })
    const given = [numbers([2], 1), numbers([2], 2)] as [Value, Value]
    const bodies = [true, false].map((xla) =>
      bodyOf(step, [given[0], numbers([16, 3, 2], 3)], [given[1]], xla),
    )
    expect(bodies.map(({ state }) => state[0]?.shape)).toEqual([
      [6, 16],
      [16, 3, 2],
    ])
    const results = bodies.map((body) => {
      const [first, d] = body.enter([numbers([16, 3, 2], 3)]).concat(body.enter([numbers([16, 3, 2], 4)]))
      const at = pairs([...body.inputs, ...body.state, ...body.dNext], [numbers([16, 3], 5), first, d])
      const [next, dState, dW] = substitute([body.next[0], body.dState[0], body.dWeights[0]], at)
      return evaluate(...body.leave([next as Value]), ...body.leave([dState as Value]), dW as Value)
    })
    results[0]?.forEach((values, i) =>
      values.forEach((value, j) => expect(value).toBeCloseTo(results[1]?.[i]?.[j] ?? NaN, 5)),
    )
  })
})
