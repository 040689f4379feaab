import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { generator } from '../../random/generator'
import { StudioError } from '../../studio/api'
import { digits, readWith, refusal, sha256, sharedData } from '../testing'
import { canMake, FEW, FIXTURES, madeImages, make } from './fixtures/made'
import { mat } from './mat'

// Fixtures are SciPy's; larger ones are made where Python has it, and skipped elsewhere.
const MANY = 700
const made = canMake ? make(MANY) : undefined
afterAll(() => made && rmSync(made, { recursive: true }))

describe.each([
  ['as kept here', FIXTURES, FEW],
  ['made by SciPy now (needs EASEL_TEST_PYTHON with SciPy)', made ?? '', MANY],
])('MATLAB files %s', (_, folder, count) => {
  const read = (...names: string[]) =>
    readWith(
      mat,
      names.map((name) => join(folder, name)),
    )

  it.skipIf(folder === '').each(['train_svhn.mat', 'plain_svhn.mat'])(
    'gives images and labels of %s, 10 being the digit 0',
    async (name) => {
      const { splits, classes, ...about } = await read(name)
      expect(about).toEqual({ channels: 3, height: 6, width: 5, notes: [] })
      expect(splits.train?.images.equals(madeImages(count * 90))).toBe(true)
      expect(splits.train?.labels.equals(digits(count))).toBe(true)
      expect(classes?.[9]).toBe('9')
    },
  )

  it.skipIf(folder === '')('gives the drawings in cells, labelled by the outermost', async () => {
    const { splits, classes, ...about } = await read('omniglot.mat')
    expect(about).toEqual({ channels: 1, height: 7, width: 5, notes: [] })
    expect(classes).toEqual(['Greek', 'Early Aramaic'])
    expect([...(splits.train?.images ?? [])]).toEqual([...madeImages(12 * 35)].map((value) => value & 1))
    expect([...(splits.train?.labels ?? [])]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
  })

  it.skipIf(folder === '')('refuses arrays that may be meant alike', async () => {
    expect(await refusal(read('two_arrays.mat'))).toMatch(
      /two_arrays.mat should hold images as one array .* but holds a: uint8 \[6, 5, 3, \d+\]; b: uint8/,
    )
  })
})

const kept = (name: string) => readFileSync(join(FIXTURES, name))

describe('MATLAB files that are damaged', () => {
  it.each(['train_svhn.mat', 'plain_svhn.mat', 'omniglot.mat'])(
    '%s cut anywhere is refused',
    async (name) => {
      const whole = kept(name)
      // Between two variables nothing tells that there was one more.
      const ends = new Set<number>()
      for (let at = 128; at < whole.length; ends.add(at)) at += 8 + whole.readUInt32LE(at + 4)
      for (let length = 7; length < whole.length; length++)
        if (!ends.has(length))
          expect(await refusal(readWith(mat, { [name]: whole.subarray(0, length) })), `${length}`).toMatch(
            /^(train_svhn|plain_svhn|omniglot).mat/,
          )
    },
  )

  it.each(['train_svhn.mat', 'omniglot.mat'])(
    '%s with a changed byte is refused, or read as it was',
    async (name) => {
      const whole = kept(name)
      const good = JSON.stringify((await readWith(mat, { [name]: whole })).splits)
      const { below } = generator(1, 'changed')
      for (let i = 0; i < 300; i++) {
        const bytes = Uint8Array.from(whole)
        const at = 128 + below(whole.length - 128)
        bytes[at] = ((bytes[at] as number) + 1 + below(255)) & 255
        try {
          expect(JSON.stringify((await readWith(mat, { [name]: bytes })).splits)).toBe(good)
        } catch (error) {
          expect(error, String(at)).toBeInstanceOf(StudioError)
        }
      }
    },
  )

  it.each<[string, Uint8Array, RegExp]>([
    [
      'another file',
      Buffer.from('x'.repeat(200)),
      /a.mat should begin with the 128 bytes of a MATLAB 5.0 MAT-file, but begins with “xxxxxxxxxx”/,
    ],
    ['version 7.3', Buffer.from('MATLAB 7.3 MAT-file, Platform'.padEnd(512)), /version 7.3 \(HDF5\).*-v7/],
    ['nothing in it', kept('train_svhn.mat').subarray(0, 128), /but holds nothing/],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refusal(readWith(mat, { 'a.mat': bytes }))).toMatch(message)
  })
})

/** plain_svhn.mat with `bytes` in place of `former`, which are there once: its labels are the doubles 10, 1, 2, 3, 4, 5. */
function changedTo(former: Buffer, bytes: Buffer): Buffer {
  const whole = kept('plain_svhn.mat')
  const at = whole.indexOf(former)
  expect([at > 0, whole.indexOf(former, at + 1)]).toEqual([true, -1])
  bytes.copy(whole, at)
  return whole
}
const double = (value: number) => Buffer.from(Float64Array.of(value).buffer)

it.each([0, 11])('labels of X and y that are not 1 to 10 are taken as they are: %i', async (label) => {
  const { splits, classes } = await readWith(mat, { 'a.mat': changedTo(double(10), double(label)) })
  expect([...(splits.train?.labels ?? [])]).toEqual([label, 1, 2, 3, 4, 5])
  expect(classes).toBeUndefined()
})

it('labels of another number than the images are refused', async () => {
  const shape = (rows: number) => Buffer.from(Int32Array.of(5, 8, rows, 1).buffer)
  expect(await refusal(readWith(mat, { 'a.mat': changedTo(shape(FEW), shape(FEW - 1)) }))).toMatch(
    /a.mat, y is \[5, 1\], where 6 labels are expected, one for each image of X/,
  )
})

it('extra images of SVHN come after those for training', async () => {
  const { splits } = await readWith(mat, {
    'extra_32x32.mat': kept('plain_svhn.mat'),
    'train_32x32.mat': kept('train_svhn.mat'),
    'test_32x32.mat': kept('train_svhn.mat'),
  })
  expect([...(splits.train?.labels ?? [])]).toEqual([...digits(FEW), ...digits(FEW)])
  expect(splits.test?.labels).toHaveLength(FEW)
})

const omniglot = sharedData('omniglot')
/** Lies in EASEL_SHARED (../shared beside the checkout); skipped where it does not. */
it.skipIf(!omniglot)('reads the real Omniglot (data/omniglot) as SciPy does', async () => {
  const { splits, classes } = await readWith(mat, [join(omniglot as string, 'data_background_small1.mat')])
  expect(classes).toEqual(['Balinese', 'Early Aramaic', 'Greek', 'Korean', 'Latin'])
  // m = scipy.io.loadmat(FILE)['images']
  // a = [d for b in m.ravel() for c in b.ravel() for d in c.ravel()]
  // hashlib.sha256(b''.join(d.tobytes(order='C') for d in a)).hexdigest()
  expect(sha256(splits.train?.images ?? Buffer.of())).toBe(
    'a4ce9e4b88475f239fc36de08199112868cf59c17ce4a3d3be3d6393465b8743',
  )
  // np.repeat(range(5), [sum(c.size for c in b.ravel()) for b in m.ravel()]).astype('u1')
  expect(sha256(splits.train?.labels ?? Buffer.of())).toBe(
    'acb05f3700584d247984b90bf90a3d225cc5d6162a798968fed53b168c13b5ca',
  )
})
