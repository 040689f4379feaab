import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../studio/api'
import type { NpzArray } from './npy'
import { readNpz } from './npz'
import { writeNpz } from './writeNpz'

const arrays: Record<string, NpzArray> = {
  floats: { dtype: 'f4', shape: [2, 3], data: Float32Array.of(0, -1.5, 3.25, 1e-20, NaN, Infinity) },
  doubles: { dtype: 'f8', shape: [2], data: Float64Array.of(Math.PI, -1e300) },
  bytes: { dtype: 'u1', shape: [3, 1], data: Uint8Array.of(0, 128, 255) },
  ints: { dtype: 'i4', shape: [], data: Int32Array.of(-7) },
  longs: { dtype: 'i8', shape: [2], data: BigInt64Array.of(-(2n ** 60n), 5n) },
  flags: { dtype: 'b1', shape: [2], data: Uint8Array.of(1, 0) },
  none: { dtype: 'f4', shape: [0, 4], data: new Float32Array(0) },
}

const python = process.env['EASEL_TEST_PYTHON'] ?? 'python3'
const numpy = spawnSync(python, ['-c', 'import numpy']).status === 0

describe('npz', () => {
  it('reads what it wrote', () => expect(readNpz(writeNpz(arrays))).toEqual(arrays))

  it('reads those arrays alone that are asked for', () =>
    expect(Object.keys(readNpz(writeNpz(arrays), 'ref.npz', (name) => name === 'ints'))).toEqual(['ints']))

  it('writes the same bytes for the same arrays', () => expect(writeNpz(arrays)).toEqual(writeNpz(arrays)))

  it('refuses to write data that does not fill its shape', () =>
    expect(() => writeNpz({ a: { dtype: 'u1', shape: [3], data: new Uint8Array(2) } })).toThrow(RangeError))

  it.each([1, 30, 200, 500])('names the file when its last %i bytes are missing', (missing) => {
    const whole = writeNpz(arrays)
    const cut = whole.subarray(0, whole.length - missing)
    const read = () => readNpz(cut, 'ref.npz')
    expect(read).toThrow(StudioError)
    expect(read).toThrow(/ref\.npz/)
  })

  it('says that a file of something else is not one', () =>
    expect(() => readNpz(new TextEncoder().encode('not a zip'), 'notes.txt')).toThrow(
      /notes\.txt is not a whole/,
    ))

  it.skipIf(!numpy)('agrees with numpy both ways', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-npz-'))
    const [ours, theirs] = [join(folder, 'ours.npz'), join(folder, 'theirs.npz')]
    writeFileSync(ours, writeNpz(arrays))
    const program = `
import numpy, sys
a = dict(numpy.load(sys.argv[1]))
assert a['floats'].dtype == 'f4' and a['floats'].shape == (2, 3) and a['floats'][0, 1] == -1.5
assert a['longs'][0] == -2**60 and a['flags'].dtype == bool and a['ints'].shape == ()
numpy.savez(sys.argv[2], **a)
`
    execFileSync(python, ['-c', program, ours, theirs])
    expect(readNpz(readFileSync(theirs))).toEqual(arrays)
  })
})
