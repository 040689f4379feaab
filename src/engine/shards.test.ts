import { describe, expect, it } from 'vitest'
import { paramShapes } from '../draw/network'
import { shardsFor } from './shards'

const SIZES = { channels: 1, height: 28, width: 28, attention: true, glimpses: 64, latent: 100 }
const shapes = (hidden: number) => paramShapes({ ...SIZES, hidden, readSize: 2, writeSize: 5 })

describe('shardsFor', () => {
  it('gives every core a share of the batch, all of one size and none too small', () => {
    expect(shardsFor(shapes(256), 100, 'CPU', 2)).toBe(2)
    expect(shardsFor(shapes(256), 100, 'CPU', 16)).toBe(4)
    expect(shardsFor(shapes(256), 99, 'CPU', 2)).toBe(1)
    expect(shardsFor(shapes(256), 99, 'CPU', 3)).toBe(3)
    expect(shardsFor(shapes(256), 49, 'CPU', 2)).toBe(1)
    expect(shardsFor(shapes(256), 100, 'CPU', 1)).toBe(1)
  })

  it('leaves a batch whole where the weights are large, and on a GPU', () => {
    expect(shardsFor(shapes(256), 100, 'NVIDIA H200', 2)).toBe(1)
    expect(shardsFor(shapes(800), 100, 'CPU', 2)).toBe(1)
  })
})
