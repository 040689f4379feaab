import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engineStatuses } from '../engine/statuses'
import { StudioError } from '../studio/api'
import { parity } from './parity'

const fixture = (name: string) => join(__dirname, '../draw/fixtures', name)
const FIXTURES = ['attention-9x6.npz', 'attention-colour-6x8.npz', 'no-attention-6x5.npz']

describe.each(engineStatuses())('parity on $name', ({ name, available }) => {
  // Plain JavaScript is not offered for training, but always here.
  it.skipIf(!available && name !== 'cpu').each(FIXTURES)('takes the steps of %s', async (file) => {
    const { losses, reference, max_relative } = await parity({ file: fixture(file), engine: name })
    expect(losses).toHaveLength(6)
    expect(Math.abs((losses[0] ?? NaN) / (reference[0] ?? NaN) - 1)).toBeLessThan(1e-5)
    // Far closer than the peers agree among themselves (2e-3): here only rounding differs.
    expect(max_relative).toBeLessThan(5e-6)
  })
})

describe('parity', () => {
  const file = fixture('attention-9x6.npz')

  it('refuses a file of another network than the one asked about', async () => {
    await expect(parity({ file, read: 2 })).rejects.toThrow(/reads 3 × 3 and writes 4 × 4/)
    await expect(parity({ file, attention: false })).rejects.toThrow(StudioError)
    await expect(
      parity({ file: fixture('no-attention-6x5.npz'), attention: false, read: 2, engine: 'cpu' }),
    ).resolves.toBeDefined()
  })

  it('names a damaged or missing file', async () => {
    const damaged = join(mkdtempSync(join(tmpdir(), 'easel-parity-')), 'cut.npz')
    writeFileSync(damaged, readFileSync(file).subarray(0, 3000))
    await expect(parity({ file: damaged })).rejects.toThrow(/cut\.npz is not a whole/)
    await expect(parity({ file: 'nowhere.npz' })).rejects.toThrow(/nowhere\.npz/)
  })
})
