import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engineStatuses } from '../engine/statuses'
import { decodeSafetensors, encodeSafetensors } from '../files/safetensors'
import { classifierParity } from './classifierParity'
import { parity } from './parity'

const fixture = (name: string) => join(__dirname, '../draw/fixtures', name)
/** As src/draw/fixtures/README.md says. */
const FIXTURES: Record<string, string> = {
  'classifier-9x6.safetensors': '--T 4 --h 8 --read 3 --batch 3 --height 9 --width 6 --classes 3',
  'classifier-colour-6x8.safetensors':
    '--T 3 --h 8 --read 2 --batch 2 --height 6 --width 8 --channels 3 --classes 4',
  'classifier-one-8x8.safetensors': '--T 1 --h 6 --read 1 --batch 3 --height 8 --width 8 --classes 3',
  'classifier-no-attention-6x5.safetensors':
    '--T 3 --h 8 --no-attention --batch 3 --height 6 --width 5 --classes 3',
}
const files = Object.keys(FIXTURES)

describe.each(engineStatuses())('a classifier’s parity on $name', ({ name, available }) => {
  // Plain JavaScript is not offered for training, but always here.
  it.skipIf(!available && name !== 'cpu').each(files)(
    'has PyTorch’s losses and gradients: %s',
    async (file) => {
      const { losses, max_relative, gradients } = await classifierParity(
        readFileSync(fixture(file)),
        file,
        name,
      )
      expect(losses).toHaveLength(6)
      expect(max_relative).toBeLessThan(1e-5)
      expect(Object.keys(gradients)).toHaveLength(file.includes('no-attention') ? 5 : 7)
      for (const [weight, apart] of Object.entries(gradients)) expect(apart, weight).toBeLessThan(1e-4)
    },
  )
})

describe('a classifier’s file', () => {
  const [file = ''] = files
  const bytes = readFileSync(fixture(file))

  it('is told from the others by what it is', async () => {
    expect(await parity({ file: fixture(file), engine: 'cpu' })).toHaveProperty('gradients.out_w')
  })

  it('that is not one names what was expected', async () => {
    const { tensors, metadata } = decodeSafetensors(bytes, file)
    const rest = Object.fromEntries(Object.entries(tensors).filter(([name]) => name !== 'out_w'))
    const wrong = [
      [encodeSafetensors(tensors), /kind should be "classifier", found null/],
      [encodeSafetensors(tensors, { ...metadata, network: '{"channels":0}' }), /network\.channels/],
      [encodeSafetensors(rest, metadata), /out_w should be F32 \[8, 3\], found none/],
    ] as const
    for (const [changed, message] of wrong)
      await expect(classifierParity(changed, file, 'cpu')).rejects.toThrow(message)
  })
})

const python = process.env['EASEL_TEST_PYTHON'] ?? 'python3'
const hasTorch = spawnSync(python, ['-c', 'import torch']).status === 0
// No reason to install gigabytes: the fixtures are what it wrote.
if (!hasTorch)
  console.log('Not checked: the fixtures against PyTorch. EASEL_TEST_PYTHON names no Python that has it.')
const fixturesMade = (file: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'easel-torch-'))
  const path = join(folder, file)
  const args = ['bench/classify_torch.py', '--mode', 'eager/rows', ...(FIXTURES[file] ?? '').split(' ')]
  execFileSync(python, [...args, '--dump', path])
  const [now, then] = [path, fixture(file)].map((each) => decodeSafetensors(readFileSync(each), each).tensors)
  rmSync(folder, { recursive: true })
  for (const [name, { data }] of Object.entries(then ?? {}))
    data.forEach((value, i) => expect(Number(now?.[name]?.data[i]), name).toBeCloseTo(Number(value), 5))
}
if (hasTorch) it.each(files)('%s is what PyTorch writes', fixturesMade)
