import { expect, it } from 'vitest'
import { StepLines } from './stepLines'

const lines = (names: readonly string[], text: string) => {
  const reader = new StepLines(names, 100_000)
  const bytes = Buffer.from(text)
  const ends: number[] = []
  for (let at = 0; at >= 0 && at < bytes.length;) {
    at = reader.take(bytes, at)
    ends.push(at)
  }
  return { ends, ...reader.taken() }
}

it('reads every double as JSON.parse does, to the last bit', () => {
  // Doubles of all sizes, from their bits.
  const words = new Uint32Array(40_000)
  for (let i = 0, seed = 1; i < words.length; i++) {
    seed = Math.imul(seed, 1664525) + 1013904223
    words[i] = seed ^ (seed >>> 13)
  }
  const wild = [...new Float64Array(words.buffer)].filter(Number.isFinite)
  const near = wild.map((_, i) => ((i * 7919) % 100_003) / 1000 + i / 3)
  const singles = near.map((value) => Math.fround(value))
  const values = [...wild, ...near, ...singles, 0, -0, 1e21, 123456789, 2 ** 53, 2 ** 53 + 2, 0.1 + 0.2]
  const text = values.map((value) => `{"x":${JSON.stringify(value)}}\n`).join('')
  const read = lines(['x'], text)
  expect(read.rows).toBe(values.length)
  expect([...(read.block['x'] ?? [])]).toEqual(
    values.map((value) => JSON.parse(JSON.stringify(value)) as number),
  )
})

it('takes the names in their order, and tells where the next line begins', () => {
  const line = '{"step":12,"loss":-0.5,"seconds":3e-7}\n'
  const read = lines(['step', 'loss', 'seconds'], line + line)
  expect(read.ends).toEqual([line.length, 2 * line.length])
  expect(read.block).toEqual({
    step: Float64Array.of(12, 12),
    loss: Float64Array.of(-0.5, -0.5),
    seconds: Float64Array.of(3e-7, 3e-7),
  })
})

it.each([
  ['another name', '{"step":1,"lose":2}\n'],
  ['a name more', '{"step":1,"loss":2,"lz":3}\n'],
  ['a name less', '{"step":1}\n'],
  ['a word', '{"step":1,"loss":"NaN"}\n'],
  ['no number', '{"step":1,"loss":}\n'],
  ['two points', '{"step":1,"loss":1.2.3}\n'],
  ['a point alone', '{"step":1,"loss":1.}\n'],
  ['no end', '{"step":1,"loss":2'],
])('leaves a line with %s to others', (_, line) => {
  expect(lines(['step', 'loss'], line)).toMatchObject({ ends: [-1], rows: 0 })
})
