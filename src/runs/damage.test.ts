import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generator } from '../random/generator'
import { StudioError } from '../studio/api'
import { createRun } from './create'
import { frameOf, infoOf, PLAN, PNG, SHAPES, stateOf, temporaryFolder } from './fixture'
import { openRun, type Run } from './run'
import { listRuns } from './summary'

let root: string
let run: Run
const READERS: Record<string, () => unknown> = {
  open: () => openRun(run.folder),
  detail: () => run.detail(),
  curves: () => run.curves(),
  choose: () => run.choose('latest'),
  best: () => run.choose('best'),
  checkpoint: () => run.readCheckpoint(20, SHAPES),
  snapshot: () => run.readSnapshot(20),
  lock: () => run.lock()(),
}
/** The readers that say no, by name, with the file each names. Anything but a StudioError is a fault. */
async function refusals() {
  const refused: (readonly [string, string])[] = []
  for (const [name, read] of Object.entries(READERS))
    try {
      await read()
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      expect(error.remedy).not.toBe('')
      refused.push([name, error.message])
    }
  return refused
}

beforeAll(() => {
  root = temporaryFolder()
  run = createRun(root, PLAN)
  for (const step of [10, 20]) {
    run.writeCheckpoint(stateOf(step), SHAPES, infoOf(step, 100 - step), 5)
    run.shelf().put(frameOf(step))
    run.writeThumbnail(PNG)
  }
  const log = run.log()
  for (let step = 1; step <= 20; step++)
    log.append([
      {
        kind: 'training',
        metrics: { step, bound: 1, lx: 1, lz: 1, gradNorm: 1, imagesPerSecond: 1, seconds: 1 },
      },
    ])
  log.close()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const FILES = {
  'run.json': ['open', 'detail'],
  'metrics.jsonl': ['curves'],
  'checkpoints/00000020.safetensors': ['choose', 'checkpoint'],
  'snapshots/00000020.npz': ['snapshot'],
  'thumbnail.png': [],
  'lock.json': [],
}

describe.each(Object.entries(FILES))('%s', (name, concerned) => {
  const damages = (whole: Uint8Array): Uint8Array[] => {
    const { below } = generator(1, name)
    const cuts = Array.from({ length: 20 }, () => whole.slice(0, below(whole.length)))
    const noise = Array.from({ length: 10 }, () => Uint8Array.from({ length: below(2000) }, () => below(256)))
    const flips = Array.from({ length: 40 }, () => {
      const bytes = whole.slice()
      for (let i = 0; i < 8; i++) bytes[below(bytes.length)] = below(256)
      return bytes
    })
    return [new Uint8Array(), ...cuts, ...noise, ...flips]
  }

  it('damaged, is named with a remedy by what reads it, and by nothing else', async () => {
    const file = join(run.folder, name)
    const unlock = run.lock()
    const whole = new Uint8Array(readFileSync(file))
    unlock()
    for (const bytes of damages(whole)) {
      writeFileSync(file, bytes)
      utimesSync(file, 0, 0)
      const refused = await refusals()
      for (const [reader, message] of refused) {
        expect(concerned).toContain(reader)
        expect(message).toContain(file)
      }
      expect(listRuns(root)).toHaveLength(1)
      // Weights that are not those saved are never given out.
      if (!refused.some(([reader]) => reader === 'checkpoint'))
        expect(run.readCheckpoint(20, SHAPES).state).toEqual(stateOf(20))
      expect(run.readCheckpoint(10, SHAPES).state).toEqual(stateOf(10))
      expect(run.readSnapshot(10).targets).toEqual(frameOf(10).targets)
    }
    if (name === 'lock.json') rmSync(file, { force: true })
    else writeFileSync(file, whole)
    expect(await refusals()).toEqual([])
  })
})

it('has a damage test for every file of a run', () => {
  const files = readdirSync(run.folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(run.folder, name)).isFile() && !/00000010/.test(name))
  expect([...files, 'lock.json'].sort()).toEqual(Object.keys(FILES).sort())
})
