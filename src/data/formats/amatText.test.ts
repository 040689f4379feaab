import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generator } from '../../random/generator'
import { amatText, refusal } from '../testing'
import { readAmat as readPieces } from './amatText'
import { memorySource } from './sources'

async function readAmat(bytes: Uint8Array, name: string) {
  const pieces = []
  for await (const piece of readPieces(memorySource({ name, bytes }))) pieces.push(piece)
  const images = new Uint8Array(Buffer.concat(pieces))
  return { count: images.length / 784, images }
}

const text = amatText(3)
const pixels = Uint8Array.from(text.trim().split(/\s+/), (token) => 255 * Number(token))
const read = (content: string) => readAmat(Buffer.from(content), '/d/a.amat')

describe('readAmat', () => {
  it.each([
    ['plain', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['with Windows line ends', Buffer.from(text.replaceAll('\n', '\r\n'))],
    [
      'with spaces at line ends and tabs between',
      Buffer.from(text.replaceAll(' ', '\t').replaceAll('\n', ' \n')),
    ],
    ['without a last line end', Buffer.from(text.trimEnd())],
    ['with empty lines at the end', Buffer.from(`${text}\n\n`)],
  ])('reads 784 tokens a line, %s', async (_, bytes) => {
    expect(await readAmat(bytes, 'a')).toEqual({ count: 3, images: pixels })
  })

  it('reads a file of many pieces', async () => {
    const long = amatText(1500)
    const { count, images } = await read(long)
    expect(count).toBe(1500)
    const expected = long.replace(/\s/g, '').replaceAll('1', '\xff').replaceAll('0', '\0')
    expect(Buffer.from(expected, 'latin1').equals(images)).toBe(true)
  })

  it.each<[string, string, RegExp]>([
    ['an empty file', '', /^\/d\/a.amat is empty: lines of 784 tokens are expected/],
    ['blank lines', '\n \n', /is empty/],
    ['a short line', text.replace('0 ', ''), /line 1: 784 tokens are expected, but it has 783/],
    ['a long line', text.trimEnd() + ' 1\n', /line 3: it has more than 784 tokens/],
    ['a last line that is cut', text.slice(0, -100), /line 3: 784 tokens are expected, but it has 734/],
    ['another number', text.replace('0', '2'), /line 1: 0 or 1 is expected, but a byte 0x32/],
    ['tokens that touch', text.replace(' ', ''), /line 1: token 1 has more than one digit/],
    ['a label in each line', text.replaceAll('\n', ' 7\n'), /line 1: 0 or 1 is expected, but a byte 0x37/],
    ['another file', '<html>', /line 1: .* a byte 0x3c/],
  ])('refuses %s, naming the line', async (_, content, message) => {
    expect(await refusal(read(content))).toMatch(message)
  })

  it('refuses truncations and random bytes', async () => {
    const packed = gzipSync(text)
    const { below } = generator(1, 'fuzz')
    for (let i = 0; i < 100; i++) {
      await refusal(readAmat(packed.subarray(0, below(packed.length)), 'a'))
      await refusal(
        readAmat(
          Uint8Array.from({ length: below(300) }, () => below(256)),
          'a',
        ),
      )
      const length = below(text.length)
      const lines = text.slice(0, length).split(/\s+/).filter(Boolean).length / 784
      if (!Number.isInteger(lines) || lines === 0) await refusal(read(text.slice(0, length)))
    }
  })
})
