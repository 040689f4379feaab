import { describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { nodesOf } from './graph'
import { oneByOne } from './oneByOne'
import { transposedProduct } from './ops'
import { evaluate, floats } from './testing'

const rows = (columns: number) =>
  floats([2, columns], ...Array.from({ length: 2 * columns }, (_, i) => i + 1))

describe('oneByOne', () => {
  const [small, large, middle] = [
    transposedProduct(rows(1), rows(2)),
    transposedProduct(rows(3), rows(3)),
    transposedProduct(rows(2), rows(3)),
  ] as const
  const last = transposedProduct(middle, middle)

  it('begins with the longest, two at a time', () => {
    const [a, b, c] = oneByOne([small, large, middle]).map(({ node }) => node)
    expect([a?.after, b?.after, c?.after]).toEqual([[b], [], []])
  })

  it('leaves to themselves products of products', () => {
    const [value] = oneByOne([last])
    for (const node of nodesOf(value ? [value] : []))
      if (node.inputs.some((input) => input.node?.op === 'MatMul')) expect(node.after).toEqual([])
  })

  it.skipIf(bestEngine() !== 'tensorflow')('changes no number', async () => {
    await openEngine('tensorflow')
    const values = [small, large, middle, last]
    expect(evaluate(...oneByOne(values))).toEqual(evaluate(...values))
  })
})
