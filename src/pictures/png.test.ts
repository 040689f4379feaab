import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { png } from './png'

const raster = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 250, 251, 252) } as const

const types = (file: Uint8Array) => [
  ...Buffer.from(file)
    .toString('latin1')
    .matchAll(/IHDR|tEXt|IDAT|IEND/g),
]

it('has its text before the pixels, where every reader looks', () => {
  const file = png(raster, { Software: 'Easel', 'Easel-Run': 'a' })
  expect(types(file).map(([type]) => type)).toEqual(['IHDR', 'tEXt', 'tEXt', 'IDAT', 'IEND'])
  const read = decode(file, { checkCrc: true })
  expect([...read.data]).toEqual([...raster.data])
  expect(read.text).toEqual({ Software: 'Easel', 'Easel-Run': 'a' })
})

it('writes what is not Latin-1 as code points', () =>
  expect(decode(png(raster, { Name: 'é→' })).text['Name']).toBe('é\\u{2192}'))
