import { describe, expect, it } from 'vitest'
import { Pull } from './pull'
import { after, wholes } from './wholes'

const bytes = Uint8Array.from({ length: 100 }, (_, i) => i)
/** The bytes in pieces of 0 to 16. */
async function* pieces() {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = (i * 7) % 17
    yield bytes.subarray(at, at + length)
    at += length
  }
}

describe('wholes', () => {
  it.each([1, 3, 10, 25, 99, 100])('gives whole records of %i bytes, and what is left', async (size) => {
    const found: Uint8Array[] = []
    const records = wholes(pieces(), size)
    let next = await records.next()
    for (; !next.done; next = await records.next()) {
      expect(next.value.length % size).toBe(0)
      expect(next.value.length).toBeGreaterThan(0)
      found.push(next.value)
    }
    expect(next.value).toHaveLength(100 % size)
    expect(Buffer.concat([...found, next.value]).equals(bytes)).toBe(true)
  })
})

describe('after', () => {
  it.each([0, 1, 16, 50, 99, 100])('leaves the first %i bytes out', async (length) => {
    const found = []
    for await (const piece of after(pieces(), length)) found.push(piece)
    expect(Buffer.concat(found).equals(bytes.subarray(length))).toBe(true)
  })
})

describe('Pull', () => {
  it('gives as many bytes as are asked for, and says when there are no more', async () => {
    const pull = new Pull(pieces(), () => new Error('too short'))
    const taken = []
    for (const length of [1, 0, 30, 4]) taken.push(await pull.take(length))
    await pull.skip(10)
    for await (const piece of pull.upTo(50)) taken.push(piece)
    expect(Buffer.concat(taken).equals(Buffer.concat([bytes.subarray(0, 35), bytes.subarray(45, 95)]))).toBe(
      true,
    )
    expect(pull.taken).toBe(95)
    await expect(pull.take(6)).rejects.toThrow('too short')
  })
})
