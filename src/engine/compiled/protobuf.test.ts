import { describe, expect, it } from 'vitest'
import { encode } from './protobuf'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('encode', () => {
  // The examples of https://protobuf.dev/programming-guides/encoding.
  it('writes whole numbers in groups of seven bits', () => {
    expect(hex(encode([[1, 150]]))).toBe('089601')
    expect(hex(encode([[1, true]]))).toBe('0801')
    expect(hex(encode([[1, 2 ** 35]]))).toBe('08808080808001')
  })

  it('writes text, bytes and messages by their length', () => {
    expect(hex(encode([[2, 'testing']]))).toBe('120774657374696e67')
    expect(hex(encode([[3, [[1, 150]]]]))).toBe('1a03089601')
    expect(hex(encode([[2, Uint8Array.of(0, 255)]]))).toBe('120200ff')
  })

  it('writes floats in four bytes, and tags beyond 15 in two', () => {
    expect(hex(encode([[4, { float: 1 }]]))).toBe('250000803f')
    expect(hex(encode([[16, 1]]))).toBe('800101')
  })

  it('refuses what graphs never hold', () => {
    expect(() => encode([[1, -1]])).toThrow(RangeError)
  })
})
