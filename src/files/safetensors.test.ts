import { describe, expect, it } from 'vitest'
import { generator } from '../random/generator'
import { StudioError } from '../studio/api'
import { decodeSafetensors, encodeSafetensors } from './safetensors'

const reference = Buffer.from(
  'gAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIGJ5Ijoic2FmZXRlbnNvcnMubnVtcHkifSwibiI6eyJkdHlwZSI6Ikk2' +
    'NCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwicyI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbXSwiZGF0' +
    'YV9vZmZzZXRzIjpbMTYsMjRdfSwidyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwyXSwiZGF0YV9vZmZzZXRzIjpbMjQs' +
    'NDBdfSwiaSI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzQwLDQ0XX0sIm0iOnsiZHR5cGUi' +
    'OiJVOCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzQ0LDQ3XX0sInQiOnsiZHR5cGUiOiJCT09MIiwic2hhcGUiOlsy' +
    'XSwiZGF0YV9vZmZzZXRzIjpbNDcsNDldfX0gICAgICAHAAAAAAAAAPf/////////AAAAAAAABEAAAMA/AAAAwAAAQEAAAIA+' +
    '+////wEC/wEA',
  'base64',
)

const file = (header: unknown, data = 0): Uint8Array => {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = Buffer.alloc(8 + json.length + data)
  bytes.writeBigUInt64LE(BigInt(json.length))
  json.copy(bytes, 8)
  return bytes
}
const u8 = (begin: number, end: number, count = end - begin) => ({
  dtype: 'U8',
  shape: [count],
  data_offsets: [begin, end],
})

describe('safetensors', () => {
  // Written by the Python package safetensors 0.6 (safetensors.numpy.save).
  it('reads what the reference implementation wrote', () => {
    const { tensors, metadata } = decodeSafetensors(reference, 'r')
    expect(metadata).toEqual({ 'made by': 'safetensors.numpy' })
    expect(tensors).toEqual({
      w: { dtype: 'F32', shape: [2, 2], data: new Float32Array([1.5, -2, 3, 0.25]) },
      n: { dtype: 'I64', shape: [2], data: new BigInt64Array([7n, -9n]) },
      m: { dtype: 'U8', shape: [3], data: new Uint8Array([1, 2, 255]) },
      s: { dtype: 'F64', shape: [], data: new Float64Array([2.5]) },
      t: { dtype: 'BOOL', shape: [2], data: new Uint8Array([1, 0]) },
      i: { dtype: 'I32', shape: [1], data: new Int32Array([-5]) },
    })
  })

  it('reads the same from a place in memory that is not aligned', () => {
    const shifted = Buffer.concat([Buffer.alloc(3), reference]).subarray(3)
    expect(decodeSafetensors(shifted, 'r')).toEqual(decodeSafetensors(reference, 'r'))
  })

  it('gives back what was written, aligned, after a header of a multiple of 8 bytes', () => {
    const tensors = {
      bytes: { dtype: 'U8', shape: [1, 3], data: new Uint8Array([1, 2, 3]) },
      floats: { dtype: 'F32', shape: [2], data: new Float32Array([NaN, -0]) },
      empty: { dtype: 'F64', shape: [0, 4], data: new Float64Array() },
    } as const
    const bytes = encodeSafetensors(tensors, { ä: '“x”' })
    expect(Buffer.from(bytes).readBigUInt64LE() % 8n).toBe(0n)
    const read = decodeSafetensors(bytes, 'r')
    expect(read).toEqual({ tensors, metadata: { ä: '“x”' } })
    expect(read.tensors.floats?.data.buffer).toBe(bytes.buffer)
  })

  it('refuses to write a shape that does not hold its data', () => {
    expect(() => encodeSafetensors({ a: { dtype: 'U8', shape: [2], data: new Uint8Array(3) } })).toThrow(
      'a has shape [2] but 3 numbers',
    )
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(), /8-byte header length, but is 0 bytes/],
    ['a huge header', Buffer.alloc(16, 0xff), /claims 18446744073709552000 bytes, where at most 100000000/],
    ['a header that is cut short', file({ a: u8(0, 4) }, 4).subarray(0, 20), /cut short/],
    ['no JSON', file('{]'), /not JSON/],
    ['a list for a header', file([]), /JSON object/],
    ['an unknown dtype', file({ a: { ...u8(0, 4), dtype: 'Q4' } }, 4), /a.dtype: dtype must be one of U8/],
    ['a negative size', file({ a: { ...u8(0, 4), shape: [-4] } }, 4), /a.shape.0/],
    ['offsets that are no numbers', file({ a: { ...u8(0, 4), data_offsets: ['0', 4] } }, 4), /data_offsets/],
    ['a missing field', file({ a: { dtype: 'U8', shape: [0] } }), /data_offsets/],
    ['an overlap', file({ a: u8(0, 4), b: u8(2, 6) }, 6), /overlap/],
    ['a hole', file({ a: u8(0, 2), b: u8(4, 6) }, 6), /hole/],
    ['a shape of another size', file({ a: u8(0, 4, 5) }, 4), /U8 \[5\], 5 bytes, but has 4/],
    ['too large a shape', file({ a: { ...u8(0, 4), shape: [2 ** 50, 2 ** 50] } }, 4), /but has 4/],
    ['data cut short', file({ a: u8(0, 4) }, 3), /cut short/],
    ['data too long', file({ a: u8(0, 4) }, 5), /the file has/],
    ['metadata that are no words', file({ __metadata__: { a: 1 } }), /__metadata__/],
  ])('names the file and what is wrong with %s', (_, bytes, message) => {
    let error: unknown
    try {
      decodeSafetensors(bytes, '/runs/a.safetensors')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(StudioError)
    expect((error as StudioError).message).toMatch('/runs/a.safetensors is not a whole safetensors file')
    expect((error as StudioError).message).toMatch(message)
  })

  it('refuses every truncation, and random bytes, with a StudioError', () => {
    for (let length = 0; length < reference.length; length++)
      expect(() => decodeSafetensors(reference.subarray(0, length), 'r')).toThrow(StudioError)
    const { below } = generator(1, 'fuzz')
    for (let i = 0; i < 300; i++) {
      const bytes = Uint8Array.from({ length: below(400) }, () => below(256))
      expect(() => decodeSafetensors(bytes, 'r')).toThrow(StudioError)
    }
  })

  it('survives any one byte changed', () => {
    for (let at = 0; at < reference.length; at++) {
      const bytes = Uint8Array.from(reference)
      bytes[at] = (bytes[at] ?? 0) ^ 0x15
      try {
        decodeSafetensors(bytes, 'r')
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError)
      }
    }
  })
})
