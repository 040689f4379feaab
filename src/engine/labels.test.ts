import { describe, expect, it } from 'vitest'
import { oneHot } from './labels'

describe('oneHot', () => {
  it('is 1 for the class of each image', () => {
    expect(oneHot(Uint8Array.of(2, 0), 3)).toEqual(Float32Array.of(0, 0, 1, 1, 0, 0))
  })

  it('refuses a class the network does not have, naming the image', () => {
    expect(() => oneHot(Uint8Array.of(2, 3), 3)).toThrow('The label of image 1 is 3; the classes are 0 to 2')
  })
})
