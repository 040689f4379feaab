import { expect, it } from 'vitest'
import { countingDrawing } from './fixture'
import { boxesCsv, csv, short } from './table'

const made = { version: '1', run: 'a', checkpoints: [5], seeds: [1], command: 'easel sample a, "b"' }

it('has a line for each glimpse, and in each what made it', () => {
  const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 8, width: 6, writeSize: 5 })
  const items = [4, 9].map((index) => ({ checkpoint: 5, point: { kind: 'sample', seed: 1, index } }) as const)
  const [header, ...lines] = boxesCsv({ drawing, items }, made).trimEnd().split('\r\n')
  expect(header).toBe(
    'drawing,checkpoint,point,seed,glimpse,write_gX,write_gY,write_delta,write_sigma,write_gamma,run,easel,command',
  )
  expect(lines).toHaveLength(6)
  expect(lines[4]).toBe('2,5,1:10,1,2,20,21,22,23,24,a,1,"easel sample a, ""b"""')
})

it('cells with commas, quotes or line ends are quoted, as RFC 4180 has it', () => {
  expect(csv(['a'], [['x,y'], ['"'], ['1\n2'], ['plain']])).toBe('a\r\n"x,y"\r\n""""\r\n"1\n2"\r\nplain\r\n')
})

it('numbers have the digits that make them the same F32 again', () => {
  for (const value of [0.1, 1 / 3, 1e-7, 123456.789, 27]) {
    const single = Math.fround(value)
    expect(Math.fround(Number(short(single)))).toBe(single)
  }
})
