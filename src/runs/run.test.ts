import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StudioError } from '../studio/api'
import type { DrawnFrame } from '../studio/drawing'
import { createRun, createRunAt } from './create'
import { addFavourite } from './favourites'
import { frameOf, infoOf, PLAN, PNG, SHAPES, stateOf, temporaryFolder } from './fixture'
import { snapshotFile } from './layout'
import { readNpz } from '../files/npz'
import { writeNpz } from '../files/writeNpz'
import { deleteRun, removeRun, sweepRemoved } from './remove'
import { openRun, type Run } from './run'
import { listRuns } from './summary'

let root: string
let run: Run
const write = (step: number, bound: number | null = null, kept = false) =>
  run.writeCheckpoint(stateOf(step), SHAPES, infoOf(step, bound, kept), PLAN.settings.keepCheckpoints)
const steps = () => run.checkpoints().map(({ step }) => step)

beforeEach(() => {
  root = temporaryFolder()
  run = createRun(root, PLAN)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a new run', () => {
  it('is named for the day and the run, and stands in the list at step 0', () => {
    expect(run.id).toMatch(/^\d{4}-\d\d-\d\d-strokes-laptop$/)
    expect(listRuns(root)).toEqual([
      expect.objectContaining({
        id: run.id,
        name: 'Strokes · Laptop',
        variant: 'dynamic pixels',
        state: 'stopped',
        step: 0,
        bestScore: null,
      }),
    ])
  })
  it('gets a folder of its own when the name is taken', () => {
    expect(createRun(root, PLAN).id).toBe(`${run.id}-2`)
  })
  it('is never put over something that is there', () => {
    expect(() => createRunAt(run.folder, PLAN)).toThrow(/never overwritten/)
    const empty = join(root, 'empty')
    mkdirSync(empty)
    expect(createRunAt(empty, PLAN).manifest().name).toBe(PLAN.name)
  })
  it('is refused with the setting to change when it cannot run', () => {
    const settings = { ...PLAN.settings, readSize: 40 }
    expect(() => createRun(root, { ...PLAN, settings })).toThrow(/readSize is 40/)
    expect(readdirSync(root)).toEqual([run.id])
  })
})

describe('run.json', () => {
  it('keeps everything but the name when a run is renamed', () => {
    const failure = { message: 'NaN', remedy: 'lower', step: 3 }
    run.update({ state: 'failed', failure })
    const before = run.manifest()
    run.annotate({ name: 'Other' })
    expect(run.manifest()).toEqual({ ...before, name: 'Other' })
  })
  it('reads interrupted when nobody trains a running run', () => {
    run.update({ state: 'running' })
    expect(run.manifest().state).toBe('interrupted')
    expect(listRuns(root)[0]?.state).toBe('interrupted')
    const unlock = run.lock()
    expect(run.manifest().state).toBe('running')
    unlock()
    expect(run.manifest().state).toBe('interrupted')
  })
  it('takes its id from the folder, so that a copy is a run of its own', () => {
    mkdirSync(join(root, 'copy'))
    writeFileSync(join(root, 'copy/run.json'), readFileSync(join(run.folder, 'run.json')))
    expect(openRun(join(root, 'copy')).manifest().id).toBe('copy')
  })
})

describe('checkpoints', () => {
  it('come back to the last bit', () => {
    write(10, 123.456789)
    expect(run.readCheckpoint(10, SHAPES)).toEqual({
      state: stateOf(10),
      info: expect.objectContaining(infoOf(10, 123.456789)) as unknown,
    })
  })
  it('are thinned to the newest, the best and those kept by hand', () => {
    write(1, 50)
    write(2, 40)
    write(3, 60, true)
    for (const step of [4, 5, 6]) write(step, 70)
    expect(run.checkpoints().map(({ step, best, kept }) => [step, best, kept])).toEqual([
      [2, true, false],
      [3, false, true],
      [5, false, false],
      [6, false, false],
    ])
  })
  it('that favourites are drawn from are never thinned, nor any for a damaged list of them', () => {
    addFavourite(run.folder, { checkpoint: 1, seed: 7, index: 0 })
    for (const step of [1, 2, 3, 4, 5]) write(step, 50 - step)
    expect(run.checkpoints().map(({ step }) => step)).toEqual([1, 4, 5])
    writeFileSync(join(run.folder, 'favourites.json'), '{')
    write(6, 40)
    expect(run.checkpoints().map(({ step }) => step)).toEqual([5, 6])
  })
  it('are chosen as latest, best or by step', () => {
    write(1, 50)
    write(2, 60)
    expect([run.choose('latest'), run.choose('best'), run.choose(1)]).toEqual([2, 1, 1])
    expect(() => run.choose(7)).toThrow(/no checkpoint of step 7/)
  })
  it('count the newest as best while none was validated', () => {
    write(1)
    write(2)
    expect(run.choose('best')).toBe(2)
  })
  it('are of this network, or refused', () => {
    write(1)
    expect(() => run.readCheckpoint(1, { ...SHAPES, enc_w: [3, 4] })).toThrow(/enc_w should be F32 \[3, 4\]/)
  })
  it('leave a run to be continued for some steps, from the beginning if there is none', () => {
    expect(run.extend('latest', 5)).toBe(0)
    write(10)
    expect(run.extend('latest', 5)).toBe(10)
    expect(run.manifest().until).toBe(15)
  })
})

describe('going back to an earlier checkpoint', () => {
  it('moves later checkpoints and snapshots aside and loses none', () => {
    for (const step of [1, 2]) {
      write(step)
      run.shelf().put(frameOf(step))
    }
    run.supersede(1)
    expect([steps(), run.snapshots()]).toEqual([[1], [1]])
    const [aside = ''] = readdirSync(join(run.folder, 'superseded'))
    expect(readdirSync(join(run.folder, 'superseded', aside, 'checkpoints'))).toEqual([
      '00000002.safetensors',
    ])
    expect(readdirSync(join(run.folder, 'superseded', aside, 'snapshots'))).toEqual(['00000002.npz'])
  })
  it('leaves no trace when nothing is later', () => {
    write(1)
    run.supersede(1)
    expect(existsSync(join(run.folder, 'superseded'))).toBe(false)
  })
})

describe('what people say of it', () => {
  it('is kept in run.json, and leaves a failure as it was', () => {
    const failure = { message: 'NaN', remedy: 'lower', step: 3 }
    run.update({ state: 'failed', failure })
    run.annotate({ tags: ['paper', 'night'], note: 'σ stays small' })
    expect(run.detail().summary).toMatchObject({ tags: ['paper', 'night'], note: 'σ stays small', failure })
  })
  it('keeps a checkpoint with a note when others are thinned', () => {
    write(1)
    run.label(1, 'first strokes')
    for (const step of [2, 3, 4]) write(step)
    expect(run.checkpoints().map(({ step }) => step)).toEqual([1, 3, 4])
    run.deleteCheckpoint(1)
    expect(run.manifest().labels).toEqual({})
    expect(() => run.deleteCheckpoint(1)).toThrow(/no such file/)
  })
})

describe('snapshots', () => {
  it('come back as they were', async () => {
    run.shelf().put(frameOf(100))
    run.writeThumbnail(PNG)
    expect(run.snapshots()).toEqual([100])
    expect(run.readSnapshot(100)).toEqual(frameOf(100))
    expect(run.detail().summary.thumbnail).toEqual(PNG)
  })

  it('of an older Easel, which kept no c_0, open too', async () => {
    const { canvas0, ...older } = frameOf(100) as DrawnFrame
    expect(canvas0).toHaveLength(20)
    run.shelf().put(older)
    expect(run.readSnapshot(100)).toEqual(older)
  })

  it('whose c_0 is of another size are refused', async () => {
    run.shelf().put({ ...(frameOf(100) as DrawnFrame), canvas0: new Uint8Array(20) })
    const file = snapshotFile(run.folder, 100)
    const arrays = readNpz(readFileSync(file), file)
    const canvas0 = { dtype: 'u1' as const, shape: [20], data: new Uint8Array(20) }
    writeFileSync(file, writeNpz({ ...arrays, canvas0 }))
    expect(() => run.readSnapshot(100)).toThrow('canvas0 should be u1 [1, 5, 4]')
  })
})

describe('deleting', () => {
  it('removes the folder, whatever state it is in', async () => {
    rmSync(join(run.folder, 'run.json'))
    await deleteRun(run.folder)
    expect(readdirSync(root)).toEqual([])
  })
  it('is refused while the run is being trained', async () => {
    const unlock = run.lock()
    await expect(deleteRun(run.folder)).rejects.toThrow(new RegExp(`process ${process.pid}`))
    unlock()
    await deleteRun(run.folder)
    expect(listRuns(root)).toEqual([])
  })
  it('clears away what an earlier deletion left when it was cut short', async () => {
    mkdirSync(join(root, '.easel-deleted-old-1-1'))
    expect(listRuns(root)).toHaveLength(1)
    await sweepRemoved(root)
    expect(readdirSync(root)).toEqual([run.id])
  })
  it('can be undone until the run is forgotten, but never over another one', async () => {
    const manifest = run.manifest()
    const removed = await removeRun(run.folder)
    expect(listRuns(root)).toEqual([])
    await removed.restore()
    expect(run.manifest()).toEqual(manifest)
    const again = await removeRun(run.folder)
    mkdirSync(run.folder)
    await expect(again.restore()).rejects.toThrow(/another run has its place/)
    await again.forget()
    expect(readdirSync(root)).toEqual([run.id])
  })
})

describe('a damaged run', () => {
  it('is listed with the field, what was found and what to do, beside the good ones', () => {
    createRun(root, { ...PLAN, name: 'good' })
    const file = join(run.folder, 'run.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"batch": 100', '"batch": "many"'))
    const damaged = listRuns(root).filter(({ damaged }) => damaged !== undefined)
    expect(damaged).toHaveLength(1)
    expect(damaged[0]?.damaged).toMatch(
      /run\.json is damaged: settings\.batch: .*found "many".*Put run\.json back/,
    )
  })
  it('offers the newest whole checkpoint when the newest is damaged', () => {
    write(1)
    write(2)
    const file = join(run.folder, 'checkpoints/00000002.safetensors')
    writeFileSync(file, readFileSync(file).subarray(0, 100))
    const error = catchError(() => run.choose('latest'))
    expect(error.message).toContain('00000002.safetensors')
    expect(error.remedy).toContain('step 1')
    expect(run.choose(1)).toBe(1)
    expect(steps()).toEqual([1])
  })
})

function catchError(work: () => unknown): StudioError {
  try {
    work()
  } catch (error) {
    if (error instanceof StudioError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
