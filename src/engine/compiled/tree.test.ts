import { tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../testing'
import { leavesOf, treeOf } from './tree'

describe('a tree', () => {
  beforeAll(() => openTestEngine())

  it('has its leaves depth first, and none where a part is missing', () => {
    const [a, b, c] = [tensor1d([1]), tensor1d([2]), tensor1d([3])]
    expect(leavesOf({ a, deep: { b, missing: undefined }, c })).toEqual([a, b, c])
    expect(leavesOf(a)).toEqual([a])
    expect(leavesOf({})).toEqual([])
  })

  it('is built anew with other leaves in the same places', () => {
    const [a, b, x, y] = [tensor1d([1]), tensor1d([2]), tensor1d([3]), tensor1d([4])]
    const tree = { deep: { a, missing: undefined }, b }
    expect(treeOf(tree, [x, y])).toEqual({ deep: { a: x, missing: undefined }, b: y })
    expect(() => treeOf(tree, [x])).toThrow('Fewer tensors')
  })
})
