import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { easel, linesOf, start } from './built'

const home = mkdtempSync(join(tmpdir(), 'easel-data-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('data import', () => {
  /** Images of zeros, which take no room on disk. */
  const zeros = (name: string, count: number) => {
    const file = join(home, name)
    const header = Buffer.alloc(16)
    header.set([0, 0, 8, 3])
    for (const [i, size] of [count, 28, 28].entries()) header.writeUInt32BE(size, 4 + 4 * i)
    writeFileSync(file, header)
    truncateSync(file, 16 + count * 784)
    return file
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 130, and nothing is kept', async (signal) => {
    const elsewhere = join(home, `of ${signal}`)
    const { child, ended } = start(elsewhere, 'data', 'import', zeros('many.idx', 400_000), '--json')
    const library = join(elsewhere, 'data')
    const begun = () => existsSync(library) && readdirSync(library).some((name) => name.startsWith('.import'))
    while (!begun() && child.exitCode === null) await setTimeout(5)
    child.kill(signal)
    const stopped = await ended
    expect([stopped.code, stopped.stderr]).toEqual([130, expect.stringMatching(/cancelled/i)])
    expect(linesOf(stopped)).toMatchObject([{ event: 'error' }])
    expect(readdirSync(library)).toEqual([])
  })

  test('says that choices for pictures have no effect on others', async () => {
    const { stdout } = await easel(
      home,
      'data',
      'import',
      zeros('few.idx', 30),
      '--size',
      '9',
      '--fit',
      'crop',
    )
    expect(stdout).toMatch('Without effect, being for pictures: size, fit. This is IDX.')
  })
})
