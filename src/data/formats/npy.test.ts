import { zipSync } from 'fflate'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeNpy } from '../../files/npy'
import { digits, greys, readWith, refusal } from '../testing'
import { canMake, FEW, FIXTURES, madeImages, make } from './fixtures/made'
import { npy } from './npy'

// Fixtures are NumPy's; larger ones are made where Python has it, and skipped elsewhere.
const MANY = 700
const made = canMake ? make(MANY) : undefined
afterAll(() => made && rmSync(made, { recursive: true }))

describe.each([
  ['as kept here', FIXTURES, FEW],
  ['made by NumPy now (needs EASEL_TEST_PYTHON with SciPy)', made ?? '', MANY],
])('NumPy files %s', (_, folder, count) => {
  const read = (name: string) => readWith(npy, [join(folder, name)])

  it.skipIf(folder === '')('gives splits and labels of an .npz by their names', async () => {
    const { splits, ...about } = await read('mnist.npz')
    expect(about).toEqual({ channels: 1, height: 4, width: 5, notes: [] })
    expect(splits.train?.images.equals(madeImages(count * 20))).toBe(true)
    expect(splits.train?.labels.equals(digits(count))).toBe(true)
    expect(splits.test?.images.equals(madeImages((count >> 1) * 20, 100))).toBe(true)
    expect(splits.test?.labels.equals(digits(count >> 1))).toBe(true)
  })

  it.skipIf(folder === '')('gives images with channels last, packed, and labels of 64 bits', async () => {
    const { splits, ...about } = await read('packed.npz')
    expect(about).toEqual({
      channels: 3,
      height: 4,
      width: 5,
      notes: ['Left out, being neither images nor their labels: other.'],
    })
    expect(splits.train?.images.equals(madeImages(count * 60))).toBe(true)
    expect(splits.train?.labels.equals(digits(count))).toBe(true)
  })

  it.skipIf(folder === '').each([
    ['floats.npy', 60],
    ['doubles.npy', 20],
    ['flat.npy', 25],
  ])('gives the bytes that %s was made of', async (name, size) => {
    const { splits, notes } = await read(name)
    expect(splits.train?.images.equals(madeImages(count * size))).toBe(true)
    expect(notes).toEqual([`${name} came without labels.`])
  })

  it.skipIf(folder === '')('gives truth as 0 and 1', async () => {
    const { splits } = await read('bools.npy')
    expect([...(splits.train?.images ?? [])]).toEqual([...madeImages(count * 20)].map((v) => Number(v > 127)))
  })

  it.skipIf(folder === '').each([
    ['fortran.npy', /fortran.npy is in Fortran order/],
    ['beyond.npy', /beyond.npy: a value of image 0 \(counted from 0\) is 3, where 0 to 1/],
    ['text.npy', /text.npy should hold images .* but holds text: <U1 \[2\]/],
  ])('refuses %s', async (name, message) => {
    expect(await refusal(read(name))).toMatch(message)
  })
})

const kept = (name: string) => readFileSync(join(FIXTURES, name))
const array = (shape: number[]) =>
  writeNpy({ dtype: 'u1', shape, data: greys(shape.reduce((a, b) => a * b, 1)) })

describe('NumPy files', () => {
  it('of arrays in files of their own are one set', async () => {
    const { splits, notes } = await readWith(npy, {
      'x_train.npy': array([6, 4, 4]),
      'y_train.npy': writeNpy({ dtype: 'i4', shape: [6, 1], data: Int32Array.from(digits(6)) }),
      'x_val.npy': array([3, 4, 4]),
    })
    expect(splits.train?.labels.equals(digits(6))).toBe(true)
    expect(splits.validation?.images).toHaveLength(48)
    expect(notes).toEqual(['x_val.npy came without labels.'])
  })

  it.each<[string, number[], number[]]>([
    ['one-hot', [3, 5], [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['in a column', [3, 1], [2, 0, 4]],
    ['in a row of axes', [3, 1, 1], [2, 0, 4]],
  ])('labels that are %s', async (_, shape, values) => {
    const y = (data: ArrayLike<number>) => Float32Array.from(data)
    for (const labels of [
      writeNpy({ dtype: 'u1', shape, data: Uint8Array.from(values) }),
      writeNpy({ dtype: 'f4', shape, data: y(values) }),
    ]) {
      const { splits, notes } = await readWith(npy, { 'x.npy': array([3, 4, 5]), 'y.npy': labels })
      expect([...(splits.train?.labels ?? [])]).toEqual([2, 0, 4])
      expect(notes).toEqual([])
    }
  })

  it.each(['mnist.npz', 'packed.npz', 'floats.npy'])('%s cut anywhere is refused', async (name) => {
    const whole = kept(name)
    for (let length = 0; length < whole.length; length++)
      expect(await refusal(readWith(npy, { [name]: whole.subarray(0, length) }))).toMatch(name)
  })

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'damaged numbers',
      { 'a.npz': changed(zipSync({ 'x.npy': array([9, 9, 9]) }, { level: 0 }), 500) },
      /a.npz, x.npy: its checksum/,
    ],
    [
      'two arrays that may be meant',
      { 'a.npz': zipSync({ 'a.npy': array([3, 4, 4]), 'b.npy': array([3, 4, 4]) }) },
      /a.npz, a and a.npz, b may both be the images/,
    ],
    [
      'a label beyond a byte',
      {
        'x.npy': array([2, 4, 4]),
        'y.npy': writeNpy({ dtype: 'i4', shape: [2], data: Int32Array.of(1, 700) }),
      },
      /y.npy: label 1 \(counted from 0\) is 700/,
    ],
    [
      'labels of another number',
      { 'a.npz': zipSync({ 'x.npy': array([9, 5, 4]), 'y.npy': array([8]) }) },
      /a.npz, y holds 8 labels, but .*a.npz, x 9 images/,
    ],
    [
      'one-hot labels that are none',
      {
        'x.npy': array([2, 4, 5]),
        'y.npy': writeNpy({ dtype: 'u1', shape: [2, 3], data: Uint8Array.of(0, 1, 0, 1, 0, 1) }),
      },
      /y.npy: label 1 \(counted from 0\) should be one-hot, a single 1 among 2 zeros, but is 1 0 1/,
    ],
    [
      'labels of pixels',
      { 'x.npy': array([2, 4, 5]), 'y.npy': array([2, 4, 5, 1, 3]) },
      /y.npy should hold labels \[2\] or one-hot labels \[2, classes\], but is \[2, 4, 5, 1, 3\]/,
    ],
    [
      'labels that are no whole numbers',
      {
        'x.npy': array([2, 4, 4]),
        'y.npy': writeNpy({ dtype: 'f4', shape: [2], data: Float32Array.of(1, 0.5) }),
      },
      /y.npy: label 1 \(counted from 0\) is 0.5/,
    ],
    [
      'no arrays',
      { 'a.npz': zipSync({ 'readme.txt': greys(9) }) },
      /a.npz should hold images .* but holds no arrays/,
    ],
    [
      'another file',
      { 'a.npy': Buffer.from('PK'.repeat(50)) },
      /a.npy is not a whole .npy array: it is not a .npy array/,
    ],
    [
      'two sizes',
      { 'x_train.npy': array([6, 4, 4]), 'x_test.npy': array([6, 5, 5]) },
      /x_test.npy holds images of 5 × 5 × 1, but x_train.npy of 4 × 4 × 1/,
    ],
  ])('refuses %s', async (_, files, message) => {
    expect(await refusal(readWith(npy, files))).toMatch(message)
  })
})

function changed(bytes: Uint8Array, at: number): Uint8Array {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
