import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildFixture } from '../fixture'
import { bestEngine } from '../statuses'

describe.skipIf(bestEngine() !== 'tensorflow')('what XLA makes of a training step', () => {
  const outDir = resolve('out', `copies-${process.pid}`)
  beforeAll(() => buildFixture('src/engine/graphCache.fixture.ts', outDir))
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))

  // With the batch first, and last.
  it.each([4, 16])('has buffers of all steps, and copies none of them: %i images', (images) => {
    const dump = mkdtempSync(join(tmpdir(), 'easel-hlo-'))
    execFileSync(process.execPath, [join(outDir, 'fixture.js'), String(images)], {
      env: {
        ...process.env,
        EASEL_GRAPH_CACHE: 'none',
        XLA_FLAGS: `--xla_dump_to=${dump} --xla_dump_hlo_as_text`,
      },
    })
    const text = readdirSync(dump)
      .filter((name) => name.endsWith('cpu_after_optimizations.txt'))
      .map((name) => readFileSync(join(dump, name), 'utf8'))
      .join('\n')
    rmSync(dump, { recursive: true })
    // The fixture takes 7 glimpses, and has no other size of 7.
    expect(text).toMatch(/= f32\[7,\d+(,\d+)*\]\S* dynamic-update-slice\(/)
    const copies = text.split('\n').filter((line) => /= \w+\[7,\d+(,\d+)*\]\S* copy\(/.test(line))
    expect(copies).toEqual([])
  })
})
