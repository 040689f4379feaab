import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { EXPORT_DEFAULTS } from '../studio/exports'
import { readNpz } from '../files/npz'
import { readingsFile, type Readings } from './readingsFile'

const made = { version: '1', run: 'a', checkpoints: [7], seeds: [1], command: 'easel read a' }
/** Two images of 4 × 4 and two glimpses: the first is taken for what it is, the second is not. */
const readings: Readings = {
  step: 7,
  first: 10,
  total: 40,
  split: 'test',
  classes: ['cat', 'dog'],
  images: new Uint8Array(32).fill(200),
  labels: Uint8Array.of(1, 0),
  reading: {
    count: 2,
    glimpses: 2,
    channels: 1,
    height: 4,
    width: 4,
    classes: 2,
    logProbabilities: Float32Array.from([0.6, 0.4, 0.2, 0.8, 0.5, 0.5, 0.25, 0.75].map(Math.log)),
    read: Float32Array.from({ length: 20 }, (_, i) => i),
    readPatches: new Uint8Array(2 * 2 * 9),
  },
}
const file = (format: 'csv' | 'npz' | 'sheet') => readingsFile(format, readings, made, EXPORT_DEFAULTS)

it('a table has a line for each glimpse of each image, by its place from 1', () => {
  const [header, ...lines] = new TextDecoder().decode(file('csv')).trimEnd().split('\r\n')
  expect(header).toMatch(/^checkpoint,split,image,glimpse,class,taken_for,probability,loss,read_gX,/)
  expect(lines).toHaveLength(4)
  expect(lines[1]).toMatch(/^7,test,11,2,dog,dog,0\.8\d*,0\.223\d*,5,6,7,8,9,a,1,easel read a$/)
  expect(lines[3]).toMatch(/^7,test,12,2,cat,dog,0\.7[45]\d*,1\.386\d*,15,/)
})

it('arrays have their shapes and where they come from', () => {
  const arrays = readNpz(file('npz'))
  expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toMatchObject({
    images: [2, 1, 4, 4],
    labels: [2],
    log_probabilities: [2, 2, 2],
    read: [2, 2, 5],
    read_patches: [2, 2, 1, 3, 3],
    indices: [2],
  })
  expect([...(arrays['indices']?.data ?? [])]).toEqual([10, 11])
})

it('a sheet has a whole green bar under what was right, half a red one under what was wrong', () => {
  const { width, data, text } = decode(file('sheet'))
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
  const side = (width - 3 * 4) / 2
  const under = 4 + side + 1
  expect(at(4 + side - 1, under)).toEqual([0x43, 0xc4, 0x81])
  expect(at(8 + side + 1, under)).toEqual([0xff, 0x6b, 0x5e])
  expect(at(8 + side + side - 2, under)).toEqual([96, 96, 96])
  expect(text).toMatchObject({ 'Easel-Command': 'easel read a' })
})
