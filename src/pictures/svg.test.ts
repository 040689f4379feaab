import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { countingDrawing } from './fixture'
import { boxesSvg } from './svg'

const drawing = countingDrawing({ count: 2, glimpses: 3, channels: 1, height: 8, width: 6, writeSize: 5 })
drawing.write?.set([3, 4, 0.5, 2, 1], 0)
const items = [0, 1].map((index) => ({ checkpoint: 5, point: { kind: 'sample', seed: 1, index } }) as const)
const made = { version: '1', run: 'a & b', checkpoints: [5], seeds: [1], command: 'easel sample 1:1>1:2' }
const svg = (options: { boxes: boolean; every: boolean }) => boxesSvg({ drawing, items }, made, options)
const count = (text: string, what: RegExp) => [...text.matchAll(what)].length

it('every glimpse has its picture and its box; final ones all boxes on one', () => {
  const every = svg({ boxes: true, every: true })
  expect([count(every, /<image /g), count(every, /<rect class="write/g)]).toEqual([6, 6])
  const last = svg({ boxes: true, every: false })
  expect([count(last, /<image /g), count(last, /<rect class="write/g)]).toEqual([2, 6])
  expect(count(svg({ boxes: false, every: false }), /<rect class/g)).toBe(0)
})

it('a box spans the centres of its filters, its line as thick as σ is large', () => {
  // N = 5, δ = ½: 2 wide; pixel 1 has its centre at ½.
  expect(svg({ boxes: true, every: true })).toContain(
    '<rect class="write 1" x="1.5" y="2.5" width="2" height="2" fill="none" stroke="rgb(255,107,94)" stroke-width="1"/>',
  )
})

it('pictures are embedded to the pixel', () => {
  const [, base64 = ''] = /base64,([^"]*)/.exec(svg({ boxes: true, every: true })) ?? []
  const { width, height, data } = decode(Buffer.from(base64, 'base64'))
  expect([width, height, [...data]]).toEqual([6, 8, Array(48).fill(0)])
})

it('says what made it, whatever the words', () => {
  const text = svg({ boxes: true, every: false })
  expect(text).toContain('<Easel-Run xmlns="urn:easel">a &amp; b</Easel-Run>')
  expect(text).toContain('easel sample 1:1&gt;1:2</Easel-Command>')
})
