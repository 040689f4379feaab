import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { generator } from '../../../random/generator'
import { readNpz } from '../../../files/npz'
import { StudioError } from '../../../studio/api'
import { useFolder } from '../../testing'
import { decode, sizeOf } from './decode'

/** Made by Pillow and numpy: fixtures/make.py. */
const FIXTURES = join(__dirname, 'fixtures')
const read = (folder: string) => ({
  files: unzipSync(readFileSync(join(folder, 'pictures.zip'))),
  expected: readNpz(readFileSync(join(folder, 'expected.npz'))),
})
const { files, expected } = read(FIXTURES)

/** The largest difference to what Pillow decodes. */
function differenceOf(name: string, all = { files, expected }): number {
  const { height, width, channels, pixels } = decode(all.files[name] as Uint8Array)
  const right = all.expected[`decoded/${name}`]
  expect([height, width, channels]).toEqual([...(right?.shape ?? []), 1].slice(0, 3))
  return Math.max(...pixels.map((value, i) => Math.abs(value - Number(right?.data[i]))))
}
const lossless = Object.keys(files).filter((name) => !name.endsWith('.jpg'))
const jpegs = Object.keys(files).filter((name) => name.endsWith('.jpg'))

describe('decode', () => {
  it.each(lossless)('gives the very pixels Pillow gives: %s', (name) => expect(differenceOf(name)).toBe(0))

  it.each(jpegs)('is within 3 of Pillow for JPEG, upright: %s', (name) =>
    expect(differenceOf(name)).toBeLessThanOrEqual(3),
  )

  const folder = useFolder()
  const python = process.env['EASEL_TEST_PYTHON']
  const hasPillow = python !== undefined && spawnSync(python, ['-c', 'import PIL, numpy']).status === 0
  it.skipIf(!hasPillow)('agrees with the Pillow of this machine (needs EASEL_TEST_PYTHON)', () => {
    execFileSync(python ?? '', [join(FIXTURES, 'make.py'), folder.path])
    const made = read(folder.path)
    for (const name of lossless) expect([name, differenceOf(name, made)]).toEqual([name, 0])
    for (const name of jpegs) expect(differenceOf(name, made)).toBeLessThanOrEqual(3)
  })

  it('takes 16 bits a sample to the nearest of 8', () => {
    const data = Uint16Array.from([0, 128, 129, 256, 257, 65407, 65535])
    const png = encode({ width: 7, height: 1, data, channels: 1, depth: 16 })
    expect([...decode(png).pixels]).toEqual([0, 0, 1, 1, 1, 255, 255])
  })

  it.each([
    ['an empty file', new Uint8Array(), /^it is no picture$/],
    ['text', Buffer.from('<!doctype html>'), /^it is no picture$/],
    ['a GIF', Buffer.from('GIF89a\x05\0\x05\0\0\0\0;', 'latin1'), /^it is gif, which Easel does not read$/],
    ['a header of 4 billion pixels', headerOf(65_536, 65_536), /65536 × 65536 pixels; Easel reads at most/],
    ['a header of no pixels', headerOf(0, 9), /^it has no pixels$/],
    ['a header alone', headerOf(9, 9), /^it is damaged$/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decode(bytes)).toThrow(StudioError)
    expect(() => decode(bytes)).toThrow(message)
  })

  it('refuses every truncation of PNG, BMP and baseline JPEG, and fails on nothing unforeseen', () => {
    for (const name of ['rgb.png', 'rgb.bmp', 'rgb.jpg', 'lossless.webp', 'progressive.jpg'])
      for (let length = 0; length < (files[name]?.length ?? 0) - 12; length += 3)
        expect(() => decode((files[name] as Uint8Array).subarray(0, length)), `${name} ${length}`).toThrow(
          StudioError,
        )
    const { below } = generator(1, 'fuzz pictures')
    for (let i = 0; i < 500; i++) {
      const name = Object.keys(files)[i % Object.keys(files).length] as string
      const bytes = Uint8Array.from(files[name] as Uint8Array)
      for (let flips = 0; flips < 4; flips++) bytes[below(bytes.length)] = below(256)
      try {
        decode(bytes)
      } catch (error) {
        if (!(error instanceof StudioError)) throw error
      }
    }
  })
})

it('sizes are told from headers, as the picture is looked at', () => {
  for (const [name, bytes] of Object.entries(files)) {
    const [height, width] = expected[`decoded/${name}`]?.shape ?? []
    expect([name, sizeOf(bytes)]).toEqual([name, { height, width }])
  }
})

/** The beginning of a PNG. */
function headerOf(height: number, width: number): Uint8Array {
  const png = Buffer.from(encode({ width: 1, height: 1, data: new Uint8Array(1), channels: 1 })).subarray(
    0,
    33,
  )
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}
