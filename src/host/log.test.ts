import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import log from 'electron-log/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entriesOf, lineOf, readTail } from './log'

let folder: string
const path = () => join(folder, 'easel.log')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const CHECKPOINT = {
  step: 500,
  score: 96.512345678,
  best: true,
  kept: false,
  bytes: 1,
  created: '2026-11-20T14:10:00Z',
}

describe('the tail', () => {
  it('is what electron-log wrote, several lines in one entry', async () => {
    const own = log.create({ logId: 'test' })
    own.transports.console.level = false
    own.transports.file.resolvePathFn = () => path()
    own.info('Easel for electron')
    own.error(new Error('the disk is full'))
    own.info('run a-1: paused at step 5 of 10')
    const { entries, cut } = await readTail(path())
    expect(cut).toBe(false)
    expect(entries.map(({ level, run }) => [level, run])).toEqual([
      ['info', undefined],
      ['error', undefined],
      ['info', 'a-1'],
    ])
    expect(entries[1]?.text).toMatch(/^Error: the disk is full\n\s+at /)
    expect(entries[2]).toMatchObject({ text: 'paused at step 5 of 10' })
    expect(entries[0]?.time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
  })

  it('is bounded, begins with a whole entry, and says that there is more', async () => {
    const line = (i: number) => `[2026-11-21 18:03:12.123] [info]  entry ${i}\n`
    writeFileSync(path(), Array.from({ length: 1000 }, (_, i) => line(i)).join(''))
    const { entries, cut } = await readTail(path(), 1000)
    expect(cut).toBe(true)
    expect(entries.length).toBe(Math.floor(1000 / line(999).length))
    expect(entries.at(-1)?.text).toBe('entry 999')
  })

  it('is empty where there is no log', async () => {
    expect(await readTail(path())).toEqual({ path: path(), entries: [], cut: false })
  })

  it('reads a level it does not know as information', () => {
    expect(entriesOf('[2026-11-21 18:03:12.123] [silly] so\n')).toMatchObject([{ level: 'info', text: 'so' }])
  })
})

describe('what is logged of runs', () => {
  it('can be read back as theirs', () => {
    const line = lineOf({ kind: 'checkpoint', run: 'a-1', checkpoint: CHECKPOINT })
    expect(line?.text).toBe('run a-1: checkpoint at step 500: the best so far, score 96.5123')
    expect(entriesOf(`[2026-11-21 18:03:12.123] [info]  ${line?.text}`)).toMatchObject([{ run: 'a-1' }])
  })

  it('has failures as errors', () => {
    const failure = { message: 'The loss is NaN.', remedy: 'Lower the learning rate.' }
    expect(
      lineOf({ kind: 'state', run: 'a-1', state: 'failed', step: 7, until: 10, device: '', failure }),
    ).toEqual({
      level: 'error',
      text: 'run a-1: failed at step 7: The loss is NaN. Lower the learning rate.',
    })
  })

  it('leaves out what comes many times a second', () => {
    expect(lineOf({ kind: 'metrics', run: 'a-1', training: [], validation: [] })).toBeUndefined()
  })
})
