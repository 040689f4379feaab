import { describe, expect, it } from 'vitest'
import type { Network } from '../draw/network'
import { shardsFor } from './shards'

const network = (hidden: number): Network => ({
  channels: 1,
  height: 28,
  width: 28,
  attention: true,
  glimpses: 64,
  hidden,
  latent: 100,
  readSize: 2,
  writeSize: 5,
})

describe('shardsFor', () => {
  it('gives every core a share of the batch, all of one size and none too small', () => {
    expect(shardsFor(network(256), 100, 'CPU', 2)).toBe(2)
    expect(shardsFor(network(256), 100, 'CPU', 16)).toBe(4)
    expect(shardsFor(network(256), 99, 'CPU', 2)).toBe(1)
    expect(shardsFor(network(256), 99, 'CPU', 3)).toBe(3)
    expect(shardsFor(network(256), 49, 'CPU', 2)).toBe(1)
    expect(shardsFor(network(256), 100, 'CPU', 1)).toBe(1)
  })

  it('leaves a batch whole where the weights are large, and on a GPU', () => {
    expect(shardsFor(network(256), 100, 'NVIDIA H200', 2)).toBe(1)
    expect(shardsFor(network(800), 100, 'CPU', 2)).toBe(1)
  })
})
