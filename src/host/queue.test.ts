import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createQueue, type Queue } from './queue'
import type { Waiting } from './queueFile'

let root: string
let file: string
/** What was begun, and told, in this order. */
let said: string[]
let faults: unknown[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-queue-'))
  file = join(root, 'queue.json')
  said = []
  faults = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A studio whose training does nothing; runs of `bad` can't be had. */
function studio(bad: readonly string[] = []): Queue {
  const queue: Queue = createQueue(file, {
    begin({ run, checkpoint, steps }: Waiting) {
      if (bad.includes(run)) throw new Error(`no ${run}`)
      said.push([run, checkpoint, steps].filter((part) => part !== undefined).join(' '))
      queue.began(run)
    },
    stop: () => said.push('stop'),
    changed: (started) => started !== undefined && said.push(`turn of ${started}`),
    fault: (error) => faults.push(error),
  })
  return queue
}
const waiting = () =>
  (JSON.parse(readFileSync(file, 'utf8')) as { waiting: Waiting[] }).waiting.map(({ run }) => run)

describe('runs that wait', () => {
  it('start one after the other, also when one cannot be had', () => {
    const queue = studio(['b'])
    for (const run of ['a', 'b', 'c']) queue.add({ run })
    expect(said).toEqual(['a', 'turn of a'])
    expect([queue.placeOf('a'), queue.placeOf('b'), queue.placeOf('c')]).toEqual([undefined, 1, 2])
    queue.ended()
    expect(said.slice(2)).toEqual(['c', 'turn of c'])
    expect(faults).toHaveLength(1)
  })

  it('wait no longer once they could not be had, on the disk neither', () => {
    const queue = studio(['b'])
    for (const run of ['a', 'b']) queue.add({ run })
    queue.ended()
    expect(waiting()).toEqual([])
  })

  it('are moved and removed, on the disk too', () => {
    const queue = studio()
    queue.began('trained')
    for (const run of ['a', 'b', 'c']) queue.add({ run })
    queue.move('c', 1)
    expect(waiting()).toEqual(['c', 'a', 'b'])
    queue.move('c', 2)
    expect(waiting()).toEqual(['a', 'c', 'b'])
    queue.remove('a')
    expect(waiting()).toEqual(['c', 'b'])
    expect(() => queue.move('a', 1)).toThrow(/does not wait/)
  })

  it('wait once only: to ask again changes what for', () => {
    const queue = studio()
    queue.began('trained')
    queue.add({ run: 'a', checkpoint: 500, steps: 100 })
    queue.add({ run: 'a', checkpoint: 'best', steps: 20 })
    expect([queue.stepsOf('a'), queue.stepsOf('b')]).toEqual([20, undefined])
    queue.ended()
    expect(said[0]).toBe('a best 20')
  })

  it('start at once when asked: what trains is stopped and goes on behind them', () => {
    const queue = studio()
    queue.began('trained')
    for (const run of ['a', 'b']) queue.add({ run })
    queue.startNow('b')
    expect(said).toEqual(['stop'])
    queue.ended()
    expect(said).toEqual(['stop', 'b', 'turn of b'])
    expect(waiting()).toEqual(['trained', 'a'])
  })
})

describe('when the studio is opened again', () => {
  it('what it trained goes on first, then the others', () => {
    const queue = studio()
    queue.began('trained')
    queue.add({ run: 'a' })
    queue.close()
    queue.ended()
    const again = studio()
    again.open()
    expect(said).toEqual(['trained', 'turn of trained'])
    expect(again.placeOf('a')).toBe(1)
    again.ended()
    again.ended()
    const last = studio()
    last.open()
    expect(said.slice(2)).toEqual(['a', 'turn of a'])
  })

  it('a run that was started by hand, with nothing behind it, is left alone', () => {
    studio().began('trained')
    studio().open()
    expect(said).toEqual([])
  })

  it('a damaged file is set aside and told', () => {
    writeFileSync(file, '{"format":"easel-queue-1","waiting":[{"run":"../a"}]}')
    studio().open()
    expect(said).toEqual([])
    expect(faults).toMatchObject([{ remedy: `It is kept as ${file}.damaged.` }])
    expect(readdirSync(root)).toEqual(['queue.json.damaged'])
  })
})
