import { expect, test } from 'vitest'
import { createOutput } from './output'
import { bytes, duration, table } from './words'

const streams = (isTTY: boolean) => {
  let out = ''
  let err = ''
  return {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text), isTTY, columns: 20 },
    texts: () => [out, err],
  }
}

test('with --json stdout holds objects alone, words go to stderr', () => {
  const to = streams(false)
  const output = createOutput(true, to)
  output.tell({ event: 'step', bound: NaN, pixels: new Uint8Array(2) }, 'a step')
  output.tell({ event: 'checkpoint' })
  output.fail('It broke', 'Mend it')
  output.progress('never without a terminal')
  expect(to.texts()).toEqual([
    '{"event":"step","bound":"NaN"}\n{"event":"checkpoint"}\n{"event":"error","message":"It broke","remedy":"Mend it"}\n',
    'a step\nerror: It broke\nMend it\n',
  ])
})

test('without it, words go to stdout and silent events nowhere', () => {
  const to = streams(false)
  const output = createOutput(false, to)
  output.tell({ event: 'step' })
  output.tell({ event: 'done' }, 'finished')
  expect(to.texts()).toEqual(['finished\n', ''])
})

test('progress is one line, cut to the terminal and cleared before words', () => {
  const to = streams(true)
  const output = createOutput(false, to)
  output.progress('0123456789012345678901234')
  output.tell({ event: 'done' }, 'finished')
  expect(to.texts()).toEqual(['finished\n', '\r\x1b[K0123456789012345678\r\x1b[K'])
})

test('numbers read with their units', () => {
  expect([bytes(999), bytes(3.2e6), bytes(5e12)]).toEqual(['999 B', '3.2 MB', '5000.0 GB'])
  expect([duration(59.6), duration(3723), duration(NaN)]).toEqual(['1:00 min', '1:02:03 h', '–'])
})

test('columns line up, numbers to the right', () => {
  expect(
    table(
      ['step', 'state'],
      [
        ['5', 'paused'],
        ['500', 'stopped'],
      ],
    ),
  ).toBe('step  state\n   5  paused\n 500  stopped')
})
